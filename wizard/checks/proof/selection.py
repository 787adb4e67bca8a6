"""What can be proven of a plan between two ends, and which voice load their link has to carry."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wizard.assessment.ends import Planned
from wizard.assessment.situation import name_sites
from wizard.checks.probe import Measurement, Probe
from wizard.checks.proof.planned import find_places
from wizard.checks.proof.ports import End, leads_between, list_flow_ends, list_hosts, list_links, list_machines
from wizard.checks.proof.probes import make_proof_probe
from wizard.checks.proof.voice import VOICE_ID, VoiceTest, make_voice_probe
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.evidence.record import FlowEnd
from wizard.domain.plan import Plan
from wizard.errors import UsageError

VOICE_FACT = "BW-2"
# Softphone's own voice first: it is the one that BW-2 counts. Signalling (NET-19) goes over UDP too, and is no voice.
SOFTPHONE_VOICE, CONFERENCE_VOICE, MEDIA_SERVER_VOICE = "NET-20", "NET-18", "NET-31"
_IN_SITES: frozenset[End] = frozenset({"station", "admin_station", "phone"})
# What to do where no voice port leads to the listening end, by the voice that the plan has.
_ELSEWHERE = {
    SOFTPHONE_VOICE: "voice.listen_as_station",
    CONFERENCE_VOICE: "voice.prove_from_station",
    MEDIA_SERVER_VOICE: "voice.prove_from_pabx",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Between which ends something is proven, where the listening one is found, and the code that it shows.

    ``link`` names the PABX, the phones or the session host that one of them stands for; None: the plan has no others
    that way, or a PC is meant.
    """

    proving: End
    listening: End
    host: str
    code: str = field(repr=False)
    link: str | None = None
    site: str | None = None
    """The remote site in which the PC or phone among them stands; None: the main site."""


def find_site(plan: Plan, name: str) -> int:
    """Return the position of a remote site.

    Raises:
        UsageError: the plan has no site of that name; names those it has.

    """
    names = name_sites(plan)
    if not names:
        raise UsageError("--site: this plan has no remote sites.")
    if name not in names:
        raise UsageError("--site: “{name}” is no site of this plan; expected one of {known}.",
                         name=name[:80], known=", ".join(names)[:400])  # fmt: skip
    return names.index(name)


def select_proof(plan: Plan, flows: Sequence[Flow], way: Way, *, whole: bool = True) -> tuple[Probe, ...]:
    """Return the probe that goes through all ports from one end to the other; none where no flow leads there.

    Raises:
        UsageError: the plan has several links that way, and it is not said which one; or it has no such link; or a
            site is named and neither end stands in one.
        WizardError: the code is none.

    """
    check_link(flows, way)
    check_site(way)
    meant = _keep_meant(flows, way)
    ends = list_flow_ends(meant, proving=way.proving, listening=way.listening, whole=whole, site=way.site)
    places = find_places(plan, _keep_led(flows, way), way.proving, way.listening)
    return (make_proof_probe(ends, way.host, way.code, places=places),) if ends else ()


def find_planned(plan: Plan, flows: Sequence[Flow], way: Way) -> tuple[Planned, ...] | None:
    """Return where the plan has the listening machine of a way; None where any machine of its kind will do."""
    places = find_places(plan, _keep_led(flows, way), way.proving, way.listening).listening
    return tuple(dict.fromkeys(each for of_flow in places.values() for each in of_flow)) if places else None


def _keep_led(flows: Sequence[Flow], way: Way) -> list[Flow]:
    return [flow for flow in _keep_meant(flows, way) if leads_between(flow, way.proving, way.listening)]


def may_stand_in_a_site(way: tuple[End, End]) -> bool:
    """Say whether a machine of a way is a PC or a phone, which a remote site may have."""
    return bool(_IN_SITES.intersection(way))


def check_site(way: Way) -> None:
    """Refuse a site for a way between server and PABX.

    Raises:
        UsageError: neither end is a PC or a phone.

    """
    if way.site is not None and not may_stand_in_a_site((way.proving, way.listening)):
        raise UsageError("--site: goes with --voice, or where one of the two machines stands for a PC or a phone.")


def _keep_meant(flows: Sequence[Flow], way: Way) -> list[Flow]:
    """Return the flows of the machines that are meant: a session host's are its own, a PC proves none of them."""
    links, hosts = (listed(flows, way.proving, way.listening) for listed in (list_links, list_hosts))
    machines = list_machines(flows, way.proving, way.listening)
    host = way.link if way.link in hosts and way.link not in links else None
    if way.link is None and machines == hosts and len(hosts) == 1:
        host = hosts[0]
    if host is not None:
        return [flow for flow in flows if flow.host == host]
    mine = [flow for flow in flows if flow.host is None]
    return [flow for flow in mine if flow.link is None or way.link in (None, flow.subject.removeprefix("link:"))]


def check_link(flows: Sequence[Flow], way: Way) -> None:
    """Refuse a way that several links or session hosts of the plan go, or one that does not go this way.

    Raises:
        UsageError: names those that do.

    """
    machines = list_machines(flows, way.proving, way.listening)
    if way.link is None and len(machines) > 1:
        raise UsageError("--link: several links or session hosts of this plan go that way; name the one that is meant:"
                         " {known}.", known=", ".join(machines)[:400])  # fmt: skip
    ends = way.proving, way.listening
    known = dict.fromkeys((*list_links(flows, *ends), *list_hosts(flows, *ends)))
    if way.link is not None and way.link not in known:
        raise UsageError("--link: “{name}” is no link or session host of this plan that goes that way; those that do:"
                         " {known}.", name=way.link[:80], known=", ".join(known)[:400] or "–")  # fmt: skip


def select_voice(plan: Plan, assessment: Assessment, way: Way, site: int | None = None) -> Probe:
    """Return the probe of the Softphone calls at once, of the whole plan or of a remote site, through a voice port.

    Where no voice port leads to the listening end, it sends nothing and says what to do instead: never silence.

    Raises:
        WizardError: the code is none.

    """
    answer, calls = _count_calls(plan, site)
    subject = "server" if site is None else f"site:{name_sites(plan)[site]}"
    end = _find_voice_port(_keep_meant(assessment.flows, way), way)
    if end is None:
        return _make_absent_voice(assessment.flows, way, subject)
    test = VoiceTest(way.host, end, max(calls or 1, 1))
    probe = make_voice_probe(test, way.code, (VOICE_FACT,), subject)
    return probe if calls is None else replace(probe, basis={answer: calls})


def _count_calls(plan: Plan, site: int | None) -> tuple[str, int | None]:
    """Return the calls at once, and the answer that says so; None where it is not known."""
    if site is None:
        return "load.softphone_calls_at_once", plan.load.softphone_calls_at_once if plan.load else None
    return f"sites.{site}.softphone_calls_at_once", (plan.sites or ())[site].softphone_calls_at_once


def _find_voice_port(flows: Sequence[Flow], way: Way) -> FlowEnd | None:
    ends = list_flow_ends(flows, proving=way.proving, listening=way.listening)
    found = (each for fact in _ELSEWHERE for each in ends if each.fact == fact)
    return next(found, None)


def _make_absent_voice(flows: Sequence[Flow], way: Way, subject: str) -> Probe:
    """Return the probe that says why no voice is measured this way."""
    planned = {flow.fact for flow in flows}
    reason = next((told for fact, told in _ELSEWHERE.items() if fact in planned), "voice.no_flow")

    async def measure() -> Sequence[Measurement]:
        return [Measurement("unknown", reason)]

    return Probe(VOICE_ID, (VOICE_FACT,), (), measure, 1.0, subject=subject, target=way.host)
