"""The shape of a vendor edition: strict, closed to unknown keys, every figure under the fact it comes from."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.catalogue.base import FactId, Family, NonEmpty, Part, Positive, Release, Slug, Wording
from wizard.catalogue.figures import Bandwidth, Clients, Media, ServerRules, Sizing
from wizard.catalogue.flow_rules import FlowRule
from wizard.catalogue.telephony import Telephony
from wizard.domain.levels import Level
from wizard.domain.plan.machine import OperatingSystem
from wizard.domain.plan.order import Role

FORMAT = "tws-preinstall-catalogue"
FORMAT_VERSION = 1


class Edition(Part):
    """The document this edition stands for; months are YYYY-MM."""

    id: Slug
    product: NonEmpty
    published: Annotated[str, Field(pattern=r"^[0-9]{4}-(?:0[1-9]|1[0-2])$")]
    valid_in: Annotated[str, Field(pattern=r"^[0-9]{4}-(?:0[1-9]|1[0-2])$")]
    valid_months: Positive
    pages: Positive
    url: NonEmpty
    supported_versions: tuple[Release, ...]
    roles_present: tuple[Role, ...]


Chapter = Literal[
    "document",
    "server",
    "security",
    "sizing",
    "media",
    "clients",
    "rights",
    "network",
    "bandwidth",
    "telephony",
    "plan",
]


class Fact(Part):
    """One numbered requirement; ``page`` is the vendor's, absent where the fact is our own conclusion.

    ``action`` is what to do where it is not met, ``ask`` what to do instead where Akio has to be asked.
    """

    id: FactId
    page: Positive | None = None
    own: bool = False
    section: Chapter
    responsible: Role
    title: Wording
    requirement: Wording
    action: Wording
    ask: Wording | None = None


class ReadingCondition(Part):
    """When a plan touches a reading, beside its fact being judged: every named condition must hold.

    ``measured_editions``: how the EditionID of a Windows begins that was measured for the plan. ``used_in_sessions``: a
    group uses that module in RDS or Citrix. ``voices_not_spread``: among several PABXs one of these kinds does not say
    how many of the plan's voices it has.
    """

    row_users: tuple[Positive, ...] = ()
    voices_above: Positive | None = None
    users_up_to: Positive | None = None
    group_os: tuple[OperatingSystem, ...] = ()
    kinds: tuple[NonEmpty, ...] = ()
    application_link: bool = False
    release_given: bool = False
    successor: bool = False
    model_prefixes: tuple[NonEmpty, ...] = ()
    levels: tuple[Annotated[Level, Field(strict=False)], ...] = ()
    conference_video: bool = False
    ssd: bool = False
    core_variant_family: tuple[Family, ...] = ()
    modules_both: bool = False
    keep_plain: bool = False
    groupware: bool = False
    hypervisor_other: bool = False
    measured_editions: tuple[NonEmpty, ...] = ()
    used_in_sessions: Literal["smart_attendant", "manager_desktop"] | None = None
    softphone_hosts: bool = False
    voices_not_spread: tuple[NonEmpty, ...] = ()


class Reading(Part):
    """A decision where the source is unclear, shown as a point to confirm."""

    id: Slug
    fact: FactId
    text: Wording
    # Not validated: that would build a validator beside the whole edition's.
    when: ReadingCondition = Field(default_factory=ReadingCondition.model_construct)


class ChecklistEntry(Part):
    """Something a person ticks; shown where one of its facts applies, or has one of some ``levels``."""

    id: Slug
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]
    levels: tuple[Annotated[Level, Field(strict=False)], ...] = ()
    responsible: Role
    text: Wording


class Catalogue(Part):
    """A whole vendor edition."""

    format: Literal["tws-preinstall-catalogue"]
    format_version: Literal[1]
    edition: Edition
    server: ServerRules
    sizing: Sizing
    media: Media
    clients: Clients
    bandwidth: Bandwidth
    telephony: Telephony
    flows: tuple[FlowRule, ...]
    facts: tuple[Fact, ...]
    readings: tuple[Reading, ...] = ()
    checklist: tuple[ChecklistEntry, ...] = ()
