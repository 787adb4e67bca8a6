"""The assessment as plain text for a terminal."""

from collections.abc import Iterator

from wizard.domain.assessment import Assessment, ServerNeed
from wizard.domain.choices import name_choice
from wizard.domain.findings import Finding
from wizard.domain.levels import SEVERITY, Level
from wizard.domain.questions import UNREAD, locate_field
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.remaining import tell_remaining
from wizard.dossier.wording import (
    NEXT_STEPS,
    STATUS_WORDS,
    conclude_in_words,
    describe,
    name_status,
    name_subject,
    name_verdict,
    shorten,
)
from wizard.i18n import Message, Plain, Quantity, Translator

VERDICT = Message("Verdict: {verdict}. {sentence}")
SERVER = Message("Required server: {cores} cores, {clock} or more, {ram} of RAM, disk {disk}, {tws_disk} for TWS")
ROW = Message(
    "  row of {users} users and {calls} calls/h; room for {more_users} more users and {more_calls} more calls/h"
)
NO_SERVER = Message("Required server: cannot be told")
COUNTS = Message("{word}: {count}")
FINDING = Message("{word} · {fact} · {subject} · {title}")
SOURCE = Message("vendor's page {page}")
UNREAD_TITLE = Message("{title}:")
UNREAD_LINE = Message("  {field}: “{text}”")
CONFIRM = Message("To confirm with Akio: {count} point(s), listed in the dossier and in the JSON")
_UNKNOWN = "?"


def write_text(assessment: Assessment, say: Translator) -> str:
    """Return verdict, required server, counts and every finding that is not simply met, worst first."""
    return spell_hidden("\n".join(_write_lines(assessment, say)) + "\n")


def _write_lines(assessment: Assessment, say: Translator) -> Iterator[str]:
    verdict = assessment.verdict
    yield say(VERDICT.fill(verdict=name_verdict(assessment), sentence=conclude_in_words(assessment)))
    yield from tell_remaining(assessment, say)
    yield say(NEXT_STEPS[verdict])
    yield ""
    yield from _write_server(assessment.server, say)
    counts = (
        COUNTS.fill(word=STATUS_WORDS[status], count=count) for status, count in assessment.counts_by_status.items()
    )
    yield " · ".join(say(count) for count in counts)
    if assessment.unread:
        yield ""
        yield say(UNREAD_TITLE.fill(title=UNREAD))
        for each in assessment.unread:
            yield say(UNREAD_LINE.fill(field=locate_field(each.field), text=shorten(each.text)))
    shown = [finding for finding in assessment.findings if finding.level is not Level.OK]
    for finding in sorted(shown, key=lambda each: SEVERITY[each.level]):
        yield ""
        yield from _write_finding(finding, say)
    if assessment.to_confirm:
        yield ""
        yield say(CONFIRM.fill(count=len(assessment.to_confirm)))


def _write_server(need: ServerNeed | None, say: Translator) -> Iterator[str]:
    if need is None:
        yield say(NO_SERVER)
        return
    yield say(
        SERVER.fill(
            cores=_UNKNOWN if need.cores_required is None else need.cores_required,
            clock=Quantity(need.clock_ghz, "GHz"),
            ram=Quantity(need.ram_gb, "GB"),
            disk=name_choice("disk_kind", need.disk),
            tws_disk=Quantity(need.tws_disk_gb, "GB"),
        )
    )
    yield say(
        ROW.fill(
            users=need.row_users,
            calls=need.row_calls_per_hour,
            more_users=_show(need.headroom.users),
            more_calls=_show(need.headroom.calls_per_hour),
        )
    )


def _show(number: int | None) -> object:
    return _UNKNOWN if number is None else number


def _write_finding(finding: Finding, say: Translator) -> Iterator[str]:
    told = describe(finding, say)
    heading = FINDING.fill(
        word=name_status(finding),
        fact=finding.fact,
        subject=name_subject(finding.subject),
        title=finding.title,
    )
    page = "" if finding.page is None else f" ({say(SOURCE.fill(page=Plain(finding.page)))})"
    yield say(heading) + page
    yield f"    {shorten(told.message, 2_000)}"
    if told.action:
        yield f"    → {shorten(told.action, 2_000)}"
