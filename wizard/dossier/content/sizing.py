"""The required server, with the formula and the inputs beside each figure, and the planned machine beside it."""

from wizard.assessment.rules.sizing import PROCESSOR_VARIANT
from wizard.domain.assessment import MediaNeed, ServerNeed
from wizard.domain.choices import name_choice
from wizard.dossier.blocks import Block, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.content.report import NOT_KNOWN, Report
from wizard.dossier.content.summary import show_server_figures, tell_no_server
from wizard.i18n import Choice, Message, Quantity

TITLE = Message("Required server")
SUMMARY = Message("The size asked for by the vendor's table and the media constraints, each figure with its formula.")
FIGURE, FORMULA, RESULT, SOURCE = Message("Figure"), Message("Formula and inputs"), Message("Result"), Message("Source")
ROW_OF_TABLE = Message("Row of the table")
ROW_FORMULA = Message("first row that holds {users} users and {calls} calls/h")
ROW_RESULT = Message("{users} users, {calls} calls/h")
MOVED_UP = Message("SmartAttendant licences: {licences}, hence the row above that of {users} users")
NOT_MOVED = Message("SmartAttendant licences: {licences}, the row stays")
SMART_ATTENDANT = Message("SmartAttendant")
CORES_ROW = Message("Cores of the row")
FROM_TABLE = Message("from the table")
CORES_AUDIO = Message("Cores for audio conference")
CORES_VIDEO = Message("Cores for video conference")
CORES_VOICES = Message("Cores for Media Server voices")
DIVIDED = Message("{people} ÷ {size}, rounded up")
SUM_OF_CORES = Message("Cores required")
SUM_FORMULA = Message("{row} + {audio} + {video} + {voices}")
PROCESSORS = Message("Processors accepted")
PROCESSORS_FORMULA = Message("one of these, or one of a row above; media cores come on top")
MEMORY, DISK_KIND, TWS_DISK = Message("RAM"), Message("Disk kind"), Message("Disk for TWS")
OR_FASTER = Message("{kind} or faster")
HEADROOM = Message("Headroom in this row")
HEADROOM_FORMULA = Message("row {row_users} users and {row_calls} calls/h, less the plan's own figures")
HEADROOM_RESULT = Message("users: {users}, calls/h: {calls}")
PLANNED_BESIDE = Message("The planned server beside what is required")
REQUIREMENT, REQUIRED, PLANNED, STATUS = (
    Message("Requirement"),
    Message("Required"),
    Message("Planned"),
    Message("Status"),
)
VOICES_NOTE = Message("Voices by the vendor's guide for the licensed modules: {guide}; planned: {voices}.")
OPEN = "?"
COMPARED_FAMILIES = ("SRV", "SEC", "HW", "MED")


def make_sizing(report: Report) -> Chapter:
    """Return the chapter on the server."""
    say, need = report.say, report.assessment.server
    blocks: list[Block] = []
    if need is None:
        blocks.append(tell_no_server(report))
    else:
        blocks += [show_server_figures(report, need), _derive_figures(report, need)]
    media = report.assessment.media
    note = VOICES_NOTE.fill(guide=_show_open(report, media.voices_guide), voices=_show_open(report, media.voices))
    blocks.append(Text(say(note), "note"))
    blocks += [Heading(say(PLANNED_BESIDE)), compare_families(report, COMPARED_FAMILIES, {"server"})]
    return Chapter("server", say(TITLE), say(SUMMARY), tuple(blocks))


def _show_open(report: Report, number: int | None) -> str:
    """Return a figure of a formula; a question mark where it is still open."""
    return OPEN if number is None else report.say(number)


def _derive_figures(report: Report, need: ServerNeed) -> Table:
    say = report.say
    columns = (Column(say(FIGURE), 2.4), Column(say(FORMULA), 4.4), Column(say(RESULT), 3), Column(say(SOURCE), 1.4))
    rows = [
        *_derive_row(report, need),
        *_derive_cores(report, need, report.assessment.media),
        *_derive_rest(report, need),
    ]
    return Table(
        columns, tuple(Row((say(label), say(formula), say(result), source)) for label, formula, result, source in rows)
    )


Line = tuple[object, object, object, str]


def _derive_row(report: Report, need: ServerNeed) -> list[Line]:
    licences, load = report.plan.licences, report.plan.load
    users = _show_open(report, licences.users if licences else None)
    calls = _show_open(report, load.calls_per_hour if load else None)
    attendants = licences.smart_attendant if licences else None
    moved = MOVED_UP if attendants else NOT_MOVED
    return [
        (
            ROW_OF_TABLE,
            ROW_FORMULA.fill(users=users, calls=calls),
            ROW_RESULT.fill(users=need.row_users, calls=need.row_calls_per_hour),
            "HW-1, HW-2",
        ),
        (
            SMART_ATTENDANT,
            moved.fill(licences=_show_open(report, attendants), users=need.first_row_users),
            ROW_RESULT.fill(users=need.row_users, calls=need.row_calls_per_hour),
            "HW-4",
        ),
    ]


def _derive_cores(report: Report, need: ServerNeed, media: MediaNeed) -> list[Line]:
    rules, licences = report.edition.catalogue.media, report.plan.licences
    conference = licences.conference if licences else None
    audio = getattr(conference, "audio_participants", 0 if conference is False else None)
    video = getattr(conference, "video_participants", 0 if conference is False else None)
    parts = (
        (CORES_AUDIO, audio, rules.audio_people_per_core, media.cores_audio, "MED-1"),
        (CORES_VIDEO, video, rules.video_people_per_core, media.cores_video, "MED-2"),
        (CORES_VOICES, media.voices, rules.voices_per_core, media.cores_voices, "MED-6"),
    )
    lines: list[Line] = [(CORES_ROW, FROM_TABLE, need.cores_row, "HW-1")]
    for label, people, size, cores, fact in parts:
        lines.append(
            (label, DIVIDED.fill(people=_show_open(report, people), size=size), _show_open(report, cores), fact)
        )
    total = SUM_FORMULA.fill(
        row=need.cores_row,
        audio=_show_open(report, media.cores_audio),
        video=_show_open(report, media.cores_video),
        voices=_show_open(report, media.cores_voices),
    )
    lines.append((SUM_OF_CORES, total, _show_open(report, need.cores_required), "HW-9"))
    return lines


def _derive_rest(report: Report, need: ServerNeed) -> list[Line]:
    variants = Choice(
        PROCESSOR_VARIANT.fill(
            processors=each.processors, model=each.model, clock=Quantity(each.clock_ghz, "GHz"), cores=each.cores
        )
        for each in need.variants
    )
    own = next(row for row in report.edition.rows if row.users == need.first_row_users)
    room = need.headroom
    return [
        (PROCESSORS, PROCESSORS_FORMULA, variants, "HW-1, HW-9"),
        (MEMORY, FROM_TABLE, Quantity(need.ram_gb, "GB"), "HW-1"),
        (DISK_KIND, FROM_TABLE, OR_FASTER.fill(kind=name_choice("disk_kind", need.disk)), "HW-1"),
        (TWS_DISK, FROM_TABLE, Quantity(need.tws_disk_gb, "GB"), "SRV-4"),
        (
            HEADROOM,
            HEADROOM_FORMULA.fill(row_users=own.users, row_calls=own.calls_per_hour),
            HEADROOM_RESULT.fill(users=_show_open(report, room.users), calls=_show_open(report, room.calls_per_hour)),
            "HW-2",
        ),
    ]


def compare_families(report: Report, families: tuple[str, ...], subjects: set[str] | None = None) -> Table:
    """Return what is required beside what is planned, a line a finding, worst first."""
    say = report.say
    columns = (
        Column(say(STATUS), 2),
        Column(say(REQUIREMENT), 3),
        Column(say(REQUIRED), 3),
        Column(say(PLANNED), 3),
        Column(say(SOURCE), 1.4),
    )
    rows = []
    for finding in report.select(*families):
        if subjects is not None and finding.subject not in subjects:
            continue
        told = report.tell(finding)
        rows.append(
            Row(
                (
                    report.show_status(finding),
                    say(finding.title),
                    told.required or (NOT_KNOWN if told.planned else say(finding.requirement)),
                    told.planned or NOT_KNOWN,
                    report.show_fact(finding),
                )
            )
        )
    return Table(columns, tuple(rows))
