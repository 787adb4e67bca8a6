"""Whether a planned machine meets a row of the sizing table (HW-9), and the smallest change that would make it."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.assessment.aspects import AT_LEAST, need_at_least, need_one_of
from wizard.assessment.media import name_media_answers, size_media, sum_all, sum_known
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, all_of, any_of, join_fields, test
from wizard.catalogue.figures import Variant
from wizard.domain.findings import Aspect, Change
from wizard.domain.levels import Level
from wizard.domain.questions import name_field

SERVER_CLASS = "xeon"


class Machine(NamedTuple):
    """The planned machine's processor, and the cores that media takes (known part, and whether that is all)."""

    cores: Answer
    clock: Answer
    family: Answer
    media_known: int
    media_unknown: tuple[str, ...]
    server_class: tuple[str, ...]


def read_machine(situation: Situation) -> Machine:
    """Return the planned machine of a plan."""
    need = size_media(situation)
    unknown = () if sum_all(need) is not None else tuple(
        answer.field for answer in name_media_answers(situation) if answer.value is None
    )  # fmt: skip
    return Machine(
        cores=situation.ask("server", "cores"),
        clock=situation.ask("server", "clock_ghz"),
        family=situation.ask("server", "processor_family"),
        media_known=sum_known(need),
        media_unknown=join_fields([unknown]),
        server_class=situation.rules.sizing.server_class_families,
    )


def has_cores(machine: Machine, variant: Variant) -> Truth:
    """Return whether the cores suffice; with unknown media figures only a failure without them is certain."""
    needed = variant.cores + machine.media_known
    if machine.cores.value is not None and machine.cores.value < needed:
        return Truth(value=False, fields=(machine.cores.field,))
    if machine.media_unknown:
        unknown = (machine.cores.field,) if machine.cores.value is None else ()
        return Truth(None, unknown + machine.media_unknown)
    return test(machine.cores, lambda cores: cores >= needed)


def meets_variant(machine: Machine, variant: Variant) -> Truth:
    """Return whether the machine meets one variant: clock, cores, and for a Xeon a server-class processor."""
    parts = [test(machine.clock, lambda clock: clock >= variant.clock_ghz), has_cores(machine, variant)]
    if variant.family in machine.server_class:
        parts.append(test(machine.family, lambda family: family in machine.server_class))
    return all_of(*parts)


def list_variants(situation: Situation, row: int) -> Iterator[Variant]:
    """Yield the variants of a row and of all rows above it."""
    for each in situation.edition.rows[row:]:
        yield from each.variants


def meets_row(situation: Situation, row: int) -> Truth:
    """Return whether the planned machine meets a variant of the row or of a row above it."""
    machine = read_machine(situation)
    return any_of(*(meets_variant(machine, variant) for variant in list_variants(situation, row)))


def _change_for(machine: Machine, variant: Variant) -> tuple[Change, ...]:
    needed = variant.cores + machine.media_known
    changes = []
    if machine.cores.value is None or machine.cores.value < needed:
        changes.append(Change(machine.cores.field, needed))
    if machine.clock.value is None or machine.clock.value < variant.clock_ghz:
        changes.append(Change(machine.clock.field, variant.clock_ghz))
    if variant.family in machine.server_class and machine.family.value not in machine.server_class:
        changes.append(Change(machine.family.field, SERVER_CLASS))
    return tuple(changes)


def find_nearest(situation: Situation, row: int) -> Variant:
    """Return the variant that the planned machine meets with the fewest answers changed, then the fewest cores."""
    machine = read_machine(situation)

    def measure(variant: Variant) -> tuple[int, list[str], float]:
        changes = _change_for(machine, variant)
        return len(changes), [change.field for change in changes], _sum_of(changes)

    return min(list_variants(situation, row), key=measure)


def smallest_change(situation: Situation, row: int) -> tuple[Change, ...]:
    """Return the changes to the processor that meet the row with the fewest answers changed, then the fewest cores."""
    return _change_for(read_machine(situation), find_nearest(situation, row))


def compare_with_nearest(situation: Situation, row: int) -> tuple[Aspect, ...]:
    """Return how cores, clock and, where it matters, family stand each by itself against the nearest variant."""
    machine, variant = read_machine(situation), find_nearest(situation, row)
    parts = [_compare_cores(machine, variant), need_at_least(machine.clock, variant.clock_ghz)]
    if variant.family in machine.server_class:
        parts.append(need_one_of(machine.family, machine.server_class, preferred=SERVER_CLASS))
    return tuple(parts)


def _compare_cores(machine: Machine, variant: Variant) -> Aspect:
    needed, truth = variant.cores + machine.media_known, has_cores(machine, variant)
    if truth.value is None:
        required = AT_LEAST.fill(value=needed)
        return Aspect(Level.MISSING, truth.fields, name_field(machine.cores.field), required, machine.cores.value)
    return need_at_least(machine.cores, needed)


def _sum_of(changes: tuple[Change, ...]) -> float:
    return sum(change.value for change in changes if isinstance(change.value, int | float))
