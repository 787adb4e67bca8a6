"""The one-page summary that stands alone."""

from wizard.domain.assessment import ServerNeed
from wizard.domain.choices import name_choice
from wizard.domain.findings import Finding
from wizard.domain.levels import Level
from wizard.dossier.blocks import Block, Bullets, Cell, Chapter, Column, Figures, Heading, Row, Table, Text
from wizard.dossier.content.cover import DASH, make_verdict
from wizard.dossier.content.report import TO_ACT_ON, Report
from wizard.dossier.wording import LEVEL_WORDS, RESPONSIBLE_WORDS, SEPARATOR, describe_changes, shorten
from wizard.i18n import Message, Quantity

SUMMARY = Message("Summary")
SUMMARY_LINE = Message("What is required, what stands in the way, and who has to act. This page can be read alone.")
REQUIRED_SERVER = Message("Required server")
NO_SERVER_ABOVE = Message("Above the vendor's table: Akio has to give the size.")
NO_SERVER_YET = Message("Not sized yet: users and calls per hour are not known.")
CORES = Message("cores in all")
CLOCK = Message("clock, for a {model}")
MEMORY = Message("RAM")
TWS_DISK = Message("for TWS on {disk} or faster")
AT_LEAST_CORES = Message("{cores} + media")
IN_THE_WAY = Message("What stands in the way")
NOTHING_IN_THE_WAY = Message("No blocker and nothing for Akio to confirm.")
LINE = Message("{subject}: {title}. {text}")
AND_MORE = Message("and {count} more, in the chapter “Actions”")
WHO_ACTS = Message("Who has to act")
WHO, WHAT = Message("Who"), Message("What")
_MOST_LINES = 5
# Two lines of print each: the page has to hold whatever the plan.
_LONGEST_LINE = 150
_LONGEST_TITLES = 64


def show_server_figures(report: Report, need: ServerNeed) -> Figures:
    """Return the required server as large figures."""
    say = report.say
    cores = AT_LEAST_CORES.fill(cores=need.cores_row) if need.cores_required is None else need.cores_required
    return Figures(
        (
            (say(cores), say(CORES)),
            (f"≥ {say(Quantity(need.clock_ghz, 'GHz'))}", say(CLOCK.fill(model=need.variants[0].model))),
            (say(Quantity(need.ram_gb, "GB")), say(MEMORY)),
            (say(Quantity(need.tws_disk_gb, "GB")), say(TWS_DISK.fill(disk=name_choice("disk_kind", need.disk)))),
        )
    )


def tell_no_server(report: Report) -> Text:
    """Return why no server is given: above the table, or figures not known yet."""
    above = any(each.fact == "HW-3" and each.level is Level.CONSULT for each in report.assessment.findings)
    return Text(report.say(NO_SERVER_ABOVE if above else NO_SERVER_YET), "strong")


def make_summary(report: Report) -> Chapter:
    """Return the summary: verdict, server, what stands in the way, who must act; one page whatever the plan."""
    say = report.say
    verdict = make_verdict(report)
    blocks: list[Block] = [verdict, Heading(say(REQUIRED_SERVER))]
    if report.assessment.server:
        blocks.append(show_server_figures(report, report.assessment.server))
    else:
        blocks.append(tell_no_server(report))
    # What is said beside the verdict takes the room of as many lines; the names of what has failed, that of two.
    most = _MOST_LINES - sum(2 if each.status is Level.BLOCKER else 1 for each in verdict.remaining)
    blocks += [Heading(say(IN_THE_WAY)), *_list_obstacles(report, max(most, 1))]
    blocks += [Heading(say(WHO_ACTS)), count_by_role(report)]
    return Chapter("summary", say(SUMMARY), say(SUMMARY_LINE), tuple(blocks))


def _tell_line(report: Report, finding: Finding) -> Cell:
    told = report.tell(finding)
    text = describe_changes(finding.changes, report.say) or told.action
    line = report.say(LINE.fill(subject=report.show_subject(finding), title=finding.title, text=text))
    return Cell(shorten(line, _LONGEST_LINE), status=finding.level, link=f"actions-{finding.responsible}")


def _list_obstacles(report: Report, most: int) -> list[Block]:
    found = report.select(levels=(Level.BLOCKER, Level.CONSULT))
    if not found:
        return [Text(report.say(NOTHING_IN_THE_WAY))]
    lines = [_tell_line(report, finding) for finding in found[:most]]
    blocks: list[Block] = [Bullets(tuple(lines))]
    if len(found) > most:
        blocks.append(Text(report.say(AND_MORE.fill(count=len(found) - most)), "note"))
    return blocks


def count_by_role(report: Report) -> Table:
    """Return a table of how many points of each level each role has to act on, and what they begin with."""
    say = report.say
    columns = (
        Column(say(WHO), 2.2),
        *(Column(say(LEVEL_WORDS[level]), 1.5, "right") for level in TO_ACT_ON),
        Column(say(WHAT), 4.2),
    )
    rows = []
    for role, name in RESPONSIBLE_WORDS.items():
        found = [each for each in report.select(levels=TO_ACT_ON) if each.responsible == role]
        numbers = (sum(each.level is level for each in found) for level in TO_ACT_ON)
        shown = (str(number) if number else DASH for number in numbers)
        who = Cell(say(name), link=f"actions-{role}" if found else None)
        rows.append(Row((who, *shown, _tell_first(report, found))))
    return Table(columns, tuple(rows))


def _tell_first(report: Report, found: list[Finding]) -> str:
    """Return the titles of the first points, as many as two lines of the table hold."""
    separator = report.say(SEPARATOR)
    told = ""
    for title in dict.fromkeys(report.say(finding.title) for finding in found):
        longer = f"{told}{separator}{title}" if told else shorten(title, _LONGEST_TITLES)
        if len(longer) > _LONGEST_TITLES:
            return f"{told}{separator}…"
        told = longer
    return told or DASH
