"""A plan made ready for judging: empty parts filled in, answers with their fields, conditions worked out once."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from wizard.assessment.truth import Answer, Truth, any_of, is_positive, is_true, negate
from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.schema import Catalogue
from wizard.domain.plan import Plan
from wizard.domain.plan.machine import Security, Server
from wizard.domain.plan.order import Conference, Licences, Load, Project, Site
from wizard.domain.plan.stations import SessionHost, StationGroup, Stations

Found = TypeVar("Found")
# Made without validation: it would build a validator for each part, beside the whole plan's.
_NO_CONFERENCE = Conference.model_construct(audio_participants=0, video_participants=0, conferences=0)


def name_items(items: Iterable[Any]) -> tuple[str, ...]:
    """Return a distinct name for each item: its own, else its kind, else its position (contract, "Subjects")."""
    # The names given so far, each with the last number tried behind it.
    given: dict[str, int] = {}
    for position, item in enumerate(items, 1):
        base = (item.name or "").strip() or getattr(item, "kind", None) or f"#{position}"
        name, count = base, given.get(base, 0)
        while name in given:
            count += 1
            name = f"{base}#{count}"
        given[base] = max(count, 1)
        given.setdefault(name, 1)
    return tuple(given)


def name_groups(plan: Plan) -> tuple[str, ...]:
    """Return the names of a plan's station groups, as its findings' subjects have them."""
    return name_items((plan.stations.groups if plan.stations else None) or ())


def count_machines(plan: Plan) -> dict[str, int | None]:
    """Return how many PCs each station group has, by its findings' subject; None where nobody knows."""
    groups = (plan.stations.groups if plan.stations else None) or ()
    return {f"group:{name}": group.count for name, group in zip(name_groups(plan), groups, strict=True)}


def name_sites(plan: Plan) -> tuple[str, ...]:
    """Return the names of a plan's remote sites, as its findings' subjects have them."""
    return name_items(plan.sites or ())


class Situation:
    """A plan beside the edition it is held against."""

    def __init__(self, plan: Plan, edition: LoadedEdition) -> None:
        self.plan = plan
        self.edition = edition
        self.rules: Catalogue = edition.catalogue
        self.project = plan.project or Project.model_construct()
        self.licences = plan.licences or Licences.model_construct()
        self.load = plan.load or Load.model_construct()
        self.server = plan.server or Server.model_construct()
        self.security = plan.security or Security.model_construct()
        self.stations = plan.stations or Stations.model_construct()
        self.links: tuple[Any, ...] = (plan.telephony.links if plan.telephony else None) or ()
        self.groups: tuple[StationGroup, ...] = self.stations.groups or ()
        self.hosts: tuple[SessionHost, ...] = self.stations.session_hosts or ()
        self.sites: tuple[Site, ...] = plan.sites or ()
        self.ports = plan.ports or {}

        self._found: dict[tuple[object, ...], Any] = {}

    def once(self, find: Callable[..., Found], *arguments: object) -> Found:
        """Return what a function finds in this situation; it is worked out the first time and then kept."""
        key = (find, *arguments)
        if key not in self._found:
            self._found[key] = find(self, *arguments)
        found: Found = self._found[key]
        return found

    def ask(self, part: str, name: str) -> Answer:
        """Return an answer of a part of the plan; blank text is no answer."""
        return read_answer(getattr(self, part), part, name)

    def licence(self, name: str) -> Answer:
        """Return an answer about what was sold."""
        return read_answer(self.licences, "licences", name)

    def ask_group(self, position: int, name: str) -> Answer:
        """Return an answer of a station group."""
        return read_answer(self.groups[position], f"stations.groups.{position}", name)

    def ask_host(self, position: int, name: str) -> Answer:
        """Return an answer of a session host."""
        return read_answer(self.hosts[position], f"stations.session_hosts.{position}", name)

    def ask_site(self, position: int, name: str) -> Answer:
        """Return an answer of a remote site."""
        return read_answer(self.sites[position], f"sites.{position}", name)

    def ask_link(self, position: int, name: str) -> Answer:
        """Return an answer of a telephony link."""
        return read_answer(self.links[position], f"telephony.links.{position}", name)

    def ask_conference(self, name: str) -> Answer:
        """Return a conference figure: 0 where no conference is licensed, and then the licence is what it rests on."""
        conference = self.licences.conference
        if conference is None:
            return Answer(None, "licences.conference")
        if conference is False:
            return Answer(getattr(_NO_CONFERENCE, name), "licences.conference")
        return Answer(getattr(conference, name), f"licences.conference.{name}")

    @cached_property
    def users(self) -> Answer:
        """Return the number of TWS users."""
        return self.licence("users")

    @cached_property
    def calls(self) -> Answer:
        """Return the calls per hour of the supervised phones."""
        return self.ask("load", "calls_per_hour")

    @cached_property
    def voices(self) -> Answer:
        """Return the Media Server voices."""
        return self.licence("media_server_voices")

    @cached_property
    def conference(self) -> Truth:
        """Return whether TWS Conference is licensed: audio, video or conferences above 0 (contract, "Plan file")."""
        if not isinstance(self.licences.conference, Conference):
            return Truth(self.licences.conference, ("licences.conference",))
        counts = ("audio_participants", "video_participants", "conferences")
        return any_of(*(is_positive(self.ask_conference(name)) for name in counts))

    @cached_property
    def media_voices(self) -> Truth:
        """Return whether the plan has media voices: Rules or Mail licensed, or voices above 0."""
        return any_of(is_true(self.licence("rules")), is_true(self.licence("mail")), is_positive(self.voices))

    @cached_property
    def secure(self) -> Truth:
        """Return whether secure mode is on."""
        return is_true(self.ask("security", "secure_mode"))

    @cached_property
    def plain(self) -> Truth:
        """Return whether plain ports are opened: no secure mode, or kept for a migration (default off)."""
        kept = self.ask("security", "keep_plain_ports")
        return any_of(negate(self.secure), Truth(bool(kept.value), (kept.field,)))

    @cached_property
    def virtual(self) -> Truth:
        """Return whether the server is a virtual machine."""
        hosting = self.ask("server", "hosting")
        return Truth(None if hosting.value is None else hosting.value != "physical", (hosting.field,))

    @cached_property
    def link_names(self) -> tuple[str, ...]:
        """Return the links' names."""
        return name_items(self.links)

    @cached_property
    def group_names(self) -> tuple[str, ...]:
        """Return the station groups' names."""
        return name_items(self.groups)

    @cached_property
    def host_names(self) -> tuple[str, ...]:
        """Return the session hosts' names."""
        return name_items(self.hosts)

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """Return the remote sites' names."""
        return name_items(self.sites)

    def uses(self, answer: Answer, licence: str) -> Truth:
        """Return whether a group or host uses a module: it does not where it says nothing and none is licensed."""
        licensed = self.licence(licence)
        if answer.value is None and licensed.value is not None and not licensed.value:
            return Truth(value=False, fields=(licensed.field,))
        return is_true(answer)


def read_answer(part: object, path: str, name: str) -> Answer:
    """Return a part's answer with its field; blank text and empty lists of texts are no answer."""
    value = getattr(part, name)
    if isinstance(value, str) and not value.strip():
        value = None
    return Answer(value, f"{path}.{name}")
