"""HW: the row of the table, what moves it, and the planned machine against it."""

from collections.abc import Iterator

from wizard.assessment.aspects import AT_MOST, consider, need_at_least, need_at_most, rest_on
from wizard.assessment.judging import ALWAYS, judge
from wizard.assessment.machine import compare_with_nearest, meets_row, smallest_change
from wizard.assessment.media import name_media_answers, size_media, sum_all
from wizard.assessment.situation import Situation
from wizard.assessment.sizing import RowChoice, describe_variants
from wizard.assessment.truth import Truth, is_positive
from wizard.catalogue.figures import SizingRow
from wizard.domain.choices import name_choice
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.i18n import Choice, Message, Quantity

ROW = Message("row of up to {users} users and {calls} calls/h")
PROCESSOR = Message("Processor")
PROCESSOR_VARIANT = Message("{processors} × {model} at {clock} or more, {cores} cores in all")
PLANNED_PROCESSOR = Message("{family}, {cores} cores, {clock}")
NOT_KNOWN = Message("not known")
ADDED_CORES = Message("{cores} cores are added to those of the row.")
ADDED_CORES_UNKNOWN = Message("The number of added cores is not known yet.")
ABOVE_TABLE = Message("The table has no row for these figures; no size is proposed.")
ABOVE_TOP = Message("The top row is reached already: there is none above it. It is shown as the least that is needed.")


def find_sizing(situation: Situation, choice: RowChoice) -> Iterator[Finding | None]:
    """Judge HW-1 to HW-9."""
    yield from find_row(situation, choice)
    yield from find_smart_attendant(situation, choice)
    yield from find_additions(situation)
    other = situation.licence("other_orders")
    if other.value is not None:
        yield judge(
            situation.edition,
            "HW-8",
            "server",
            [Aspect(Level.CONSULT, (other.field,), name_field(other.field), planned=other.value)],
        )
    yield find_machine(situation, choice)


def _figures_known(situation: Situation) -> Truth:
    answers = (situation.users, situation.calls)
    unknown = tuple(answer.field for answer in answers if answer.value is None)
    return Truth(None, unknown) if unknown else Truth(value=True, fields=tuple(answer.field for answer in answers))


def find_row(situation: Situation, choice: RowChoice) -> Iterator[Finding | None]:
    """HW-1 to HW-3: there is a row, chosen by both figures."""
    known = _figures_known(situation)
    basis = consider(situation.users, situation.calls)
    aspects = [Aspect(Level.MISSING, known.fields)]
    if choice.first is not None:
        row = situation.edition.rows[choice.first]
        size = ROW.fill(users=row.users, calls=row.calls_per_hour)
        aspects = [Aspect(Level.OK, basis.fields, required=size)]
    if not choice.above_table:
        yield judge(situation.edition, "HW-1", "server", aspects)
    yield judge(situation.edition, "HW-2", "server", [rest_on(known, otherwise=Level.MISSING)])
    within = rest_on(known, otherwise=Level.MISSING)
    if choice.above_table:
        within = Aspect(Level.CONSULT, basis.fields, note=ABOVE_TABLE, parts=_limit_figures(situation))
    yield judge(situation.edition, "HW-3", "server", [within])


def _limit_figures(situation: Situation) -> tuple[Aspect, ...]:
    """Return how each known figure stands against the top row."""
    top = situation.edition.rows[-1]
    limits = ((situation.users, top.users), (situation.calls, top.calls_per_hour))
    return tuple(need_at_most(answer, limit, Level.CONSULT) for answer, limit in limits if answer.value is not None)


def find_smart_attendant(situation: Situation, choice: RowChoice) -> Iterator[Finding | None]:
    """HW-4, HW-5: SmartAttendant moves the row up once; more than a few licences are Akio's to size."""
    answer = situation.licence("smart_attendant")
    licensed = is_positive(answer)
    basis = consider(situation.users, situation.calls)
    moved = Aspect(Level.OK, basis.fields)
    if choice.first is None:
        moved = Aspect(Level.MISSING, _figures_known(situation).fields)
    elif choice.top_exceeded:
        moved = Aspect(Level.CONSULT, basis.fields, note=ABOVE_TOP)
    # Above the table there is no row to move up from: HW-3 says so already.
    if not choice.above_table:
        yield judge(situation.edition, "HW-4", "server", [moved], licensed)
    limit = situation.rules.sizing.smart_attendants_at_most
    number = Aspect(
        Level.OK if (answer.value or 0) <= limit else Level.CONSULT,
        (answer.field,),
        name_field(answer.field),
        AT_MOST.fill(value=limit),
        answer.value,
    )
    yield judge(situation.edition, "HW-5", "server", [number], licensed)


def _note_added(cores: int | None) -> Message:
    return ADDED_CORES_UNKNOWN if cores is None else ADDED_CORES.fill(cores=cores)


def find_additions(situation: Situation) -> Iterator[Finding | None]:
    """HW-6, HW-7: what voices and conferences add; they only inform, so an open condition gives nothing."""
    need = size_media(situation)
    conference = None if None in (need.cores_audio, need.cores_video) else need.cores_audio + need.cores_video  # type: ignore[operator]
    for fact, applies, cores in (
        ("HW-6", situation.media_voices, need.cores_voices),
        ("HW-7", situation.conference, conference),
    ):
        if applies.value:
            yield judge(situation.edition, fact, "server", [Aspect(Level.INFO, (), note=_note_added(cores))], applies)


def show_processors(row: SizingRow, extra_cores: int) -> Choice:
    """Return the processors a row accepts, as a choice that a translator can write."""
    return Choice(
        PROCESSOR_VARIANT.fill(
            processors=each.processors, model=each.model, clock=Quantity(each.clock_ghz, "GHz"), cores=each.cores
        )
        for each in describe_variants(row, extra_cores)
    )


def _show_planned(situation: Situation) -> Message:
    server = situation.server
    family = server.processor_family
    return PLANNED_PROCESSOR.fill(
        family=NOT_KNOWN if family is None else name_choice("processor_family", family),
        cores="?" if server.cores is None else server.cores,
        clock="?" if server.clock_ghz is None else Quantity(server.clock_ghz, "GHz"),
    )


def find_machine(situation: Situation, choice: RowChoice) -> Finding | None:
    """HW-9: the planned machine against the row: processor, RAM, disk."""
    if choice.above_table:
        return None
    if choice.final is None:
        return judge(situation.edition, "HW-9", "server", (), Truth(None, _figures_known(situation).fields))
    row = situation.edition.rows[choice.final]
    media = name_media_answers(situation)
    basis = consider(situation.users, situation.calls, situation.licence("smart_attendant"), *media)
    aspects = [basis, find_processor(situation, choice.final)]
    aspects.append(need_at_least(situation.ask("server", "ram_gb"), row.ram_gb))
    aspects.append(_compare_disk(situation, row))
    return judge(situation.edition, "HW-9", "server", aspects, ALWAYS)


def find_processor(situation: Situation, row: int) -> Aspect:
    """Return how the planned processor stands against a row, with the smallest change that would do."""
    truth = meets_row(situation, row)
    required = show_processors(situation.edition.rows[row], sum_all(size_media(situation)) or 0)
    if truth.value is None:
        return Aspect(Level.MISSING, truth.fields, PROCESSOR, required)
    planned, parts = _show_planned(situation), compare_with_nearest(situation, row)
    if truth.value:
        return Aspect(Level.OK, truth.fields, PROCESSOR, required, planned, parts=parts)
    changes = smallest_change(situation, row)
    return Aspect(Level.BLOCKER, truth.fields, PROCESSOR, required, planned, changes=changes, parts=parts)


def _compare_disk(situation: Situation, row: SizingRow) -> Aspect:
    disk = situation.ask("server", "disk_kind")
    slow = situation.rules.sizing.slow_disks
    required = name_choice("disk_kind", row.disk)
    label = name_field(disk.field)
    if disk.value is None:
        return Aspect(Level.MISSING, (disk.field,), label, required)
    planned = show_answer(disk.field, disk.value)
    if row.disk in slow or disk.value not in slow:
        return Aspect(Level.OK, (disk.field,), label, required, planned)
    return Aspect(Level.BLOCKER, (disk.field,), label, required, planned, changes=(Change(disk.field, "sas"),))
