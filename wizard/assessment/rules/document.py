"""DOC: the edition's age, the supported versions, and who must be present."""

from collections.abc import Iterator

from wizard.assessment.aspects import AT_MOST, compare, need_known, rest_on
from wizard.assessment.judging import judge
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Truth, any_of
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field
from wizard.domain.versions import is_at_least, parse_release
from wizard.i18n import Choice, Message, Plain

AGE = Message("Months from the edition to the installation")
_MONTHS_A_YEAR = 12


def find_document(situation: Situation) -> Iterator[Finding | None]:
    """Judge DOC-1 to DOC-3."""
    yield find_edition_age(situation)
    yield find_tws_version(situation)
    for role in situation.rules.edition.roles_present:
        yield find_presence(situation, role)


def count_months(month: str) -> int:
    """Return a month written YYYY-MM as a number of months."""
    year, number = month.split("-")
    return int(year) * _MONTHS_A_YEAR + int(number) - 1


def find_edition_age(situation: Situation) -> Finding | None:
    """DOC-1: at the installation date the edition is at most ``valid_months`` months old."""
    edition = situation.rules.edition
    answer = situation.ask("project", "installation_date")
    if answer.value is None:
        return judge(situation.edition, "DOC-1", "project", [need_known(answer)])
    age = max(count_months(f"{answer.value:%Y-%m}") - count_months(edition.published), 0)
    level = Level.OK if age <= edition.valid_months else Level.WARNING
    advised = AT_MOST.fill(value=edition.valid_months)
    aspect = Aspect(level, (answer.field,), AGE, advised, age, advised=True)
    return judge(situation.edition, "DOC-1", "project", [aspect])


def find_tws_version(situation: Situation) -> Finding | None:
    """DOC-2: the TWS version is one that the edition supports; what is newer than all of them is up to the vendor."""
    supported = situation.rules.edition.supported_versions
    known = [parse_release(each) or () for each in supported]
    answer = situation.licence("tws_version")
    version = parse_release(answer.value or "")
    aspect = compare(
        answer,
        Choice(Plain(each) for each in supported),
        holds=lambda _: version in known,
        otherwise=Level.CONSULT if version and is_at_least(version, max(known)) else Level.BLOCKER,
        change=supported[-1],
    )
    return judge(situation.edition, "DOC-2", "project", [aspect])


def find_presence(situation: Situation, role: str) -> Finding | None:
    """DOC-3: one contact of the role will be present."""
    contacts = situation.project.contacts or ()
    present = [
        Truth(contact.present, (f"project.contacts.{place}.present",))
        for place, contact in enumerate(contacts)
        if contact.role == role
    ]
    truth = any_of(*present) if present else Truth(None, ("project.contacts",))
    label = name_field("project.contacts.0.present")
    changes = tuple(Change(each.fields[0], value=True) for each in present[:1])
    judged = rest_on(truth, otherwise=Level.BLOCKER, changes=changes)
    aspect = Aspect(judged.level, judged.fields, label, required=True, planned=truth.value, changes=judged.changes)
    return judge(situation.edition, "DOC-3", f"contact:{role}", [aspect])
