"""Which row of the vendor's table the server needs (HW-1 to HW-5), and how much room is left in it."""

from typing import NamedTuple

from wizard.assessment.media import size_media, sum_all
from wizard.assessment.situation import Situation
from wizard.catalogue.figures import SizingRow
from wizard.domain.assessment import Headroom, ProcessorVariant, ServerNeed


class RowChoice(NamedTuple):
    """The row for the plan's own figures and the one to install; both None without a row."""

    first: int | None
    final: int | None
    above_table: bool
    top_exceeded: bool
    """SmartAttendant asks for the row above the top one (HW-4)."""


def choose_row(situation: Situation) -> RowChoice:
    """Return the row by users and calls per hour, moved up by SmartAttendant.

    With one of the figures known its row is given (contract, "Assessment"); unknown SmartAttendant leaves it unmoved.
    """
    users, calls = situation.users.value, situation.calls.value
    if users is None and calls is None:
        return RowChoice(None, None, above_table=False, top_exceeded=False)
    first = situation.edition.find_row(users or 0, calls or 0)
    if first is None:
        return RowChoice(None, None, above_table=True, top_exceeded=False)
    top = len(situation.edition.rows) - 1
    moved = first + bool(situation.licence("smart_attendant").value)
    return RowChoice(first, min(moved, top), above_table=False, top_exceeded=moved > top)


def describe_variants(row: SizingRow, extra_cores: int) -> tuple[ProcessorVariant, ...]:
    """Return the processors that a row accepts, with the cores that media adds."""
    return tuple(
        ProcessorVariant(each.family, each.model, each.processors, each.clock_ghz, each.cores + extra_cores)
        for each in row.variants
    )


def size_server(situation: Situation, choice: RowChoice) -> ServerNeed | None:
    """Return the server that is required; None above the table or without figures (contract, "Assessment")."""
    if choice.first is None or choice.final is None:
        return None
    own, row = situation.edition.rows[choice.first], situation.edition.rows[choice.final]
    cores_media = sum_all(size_media(situation))
    users, calls = situation.users.value, situation.calls.value
    return ServerNeed(
        row_users=row.users,
        row_calls_per_hour=row.calls_per_hour,
        cores_row=row.cores,
        cores_media=cores_media,
        cores_required=None if cores_media is None else row.cores + cores_media,
        clock_ghz=row.variants[0].clock_ghz,
        variants=describe_variants(row, 0),
        ram_gb=row.ram_gb,
        disk=row.disk,
        tws_disk_gb=situation.rules.server.recommended_disk_gb,
        headroom=Headroom(
            None if users is None else own.users - users, None if calls is None else own.calls_per_hour - calls
        ),
        first_row_users=own.users,
    )
