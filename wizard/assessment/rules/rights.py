"""AUT: rights on the client's folders, antivirus and firewall exclusions."""

from collections.abc import Iterator

from wizard.assessment.aspects import need_answer
from wizard.assessment.judging import judge
from wizard.assessment.rules.sessions import has_hosts, works_remotely
from wizard.assessment.situation import Situation
from wizard.assessment.truth import any_of, is_true
from wizard.domain.findings import Finding
from wizard.domain.levels import Level


def find_rights(situation: Situation) -> Iterator[Finding | None]:
    """Judge AUT-1 to AUT-5."""
    folders = need_answer(situation.ask("stations", "user_folders_open"), expected=True)
    yield judge(situation.edition, "AUT-1", "stations", [folders])
    shared = [is_true(situation.ask_group(place, "shared")) for place in range(len(situation.groups))]
    several = any_of(*shared, works_remotely(situation), has_hosts(situation))
    writable = need_answer(situation.ask("stations", "shared_folder_writable"), expected=True)
    yield judge(situation.edition, "AUT-2", "stations", [writable], several)
    agreed = need_answer(
        situation.ask("stations", "antivirus_exclusions_agreed"), expected=True, otherwise=Level.WARNING
    )
    for fact, subject in (("AUT-3", "stations"), ("AUT-4", "server"), ("AUT-5", "stations")):
        yield judge(situation.edition, fact, subject, [agreed])
