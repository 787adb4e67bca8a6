"""One measurement as a plan keeps it: what, from where, when, how long, and why nothing could be measured."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wizard.domain.section import LONGEST_LIST, Section

State = Literal["ok", "failed", "unknown"]
"""``ok`` and ``failed`` were measured; ``unknown`` could not be, and says why in ``reason``."""

CheckRole = Literal["server", "station", "admin"]
"""What the machine that measured is: the future server, a user's PC, an administrator's PC."""

LONGEST_DETAIL = 2_000
Name = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]
Code = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Detail = Annotated[str, Field(max_length=LONGEST_DETAIL)]
PlanField = Annotated[str, Field(max_length=200)]
Scalar = bool | int | float | Detail
Milliseconds = Annotated[float, Field(ge=0, le=86_400_000)]


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def parse_moment(text: str) -> datetime:
    """Return a moment written as 2026-11-24T08:15:00Z.

    Raises:
        ValueError: it is written otherwise, or there is no such moment.

    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    # Several times as fast as strptime, and a plan may hold hundreds.
    return datetime.fromisoformat(text)


def write_moment(moment: datetime) -> str:
    """Return a moment as 2026-11-24T08:15:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_moment(text: str) -> str:
    parse_moment(text)
    return text


Moment = Annotated[str, AfterValidator(_check_moment)]


class FlowEnd(Section):
    """Which flow was tried: its fact and subject as in the assessment, the protocol and the one port.

    ``source`` and ``destination`` are the ends that the two machines stood for (``pabx``, ``station`` …), the port
    being the destination's; a direction that was tried says nothing of the other.
    """

    fact: Code
    subject: Detail
    protocol: Literal["tcp", "udp"]
    port: Annotated[int, Field(ge=1, le=65_535)]
    source: Name | None = None
    destination: Name | None = None


class Evidence(Section):
    """One measurement. A name that occurs in ``answers`` is a field of the plan, and its value as a plan writes it.

    ``probe`` names what measured, ``facts`` and ``subject`` what it bears on (no subject: each of the facts'),
    ``values`` what was read under the names of ``wording.MEASURES``, ``detail`` what the peer or system said. ``basis``
    holds the answers that the check went by: where one of them is another now, the measurement counts no more.
    """

    probe: Name
    facts: Annotated[tuple[Code, ...], Field(max_length=LONGEST_LIST)] = ()
    subject: Detail | None = None
    target: Detail | None = None
    state: State
    reason: Name | None = None
    detail: Detail | None = None
    values: Annotated[dict[Name, Scalar], Field(max_length=LONGEST_LIST)] | None = None
    answers: Annotated[dict[PlanField, Scalar | tuple[Detail, ...]], Field(max_length=LONGEST_LIST)] | None = None
    basis: Annotated[dict[PlanField, Scalar], Field(max_length=LONGEST_LIST)] | None = None
    flow: FlowEnd | None = None
    role: CheckRole
    machine: Detail
    source: Detail | None = None
    destination: Detail | None = None
    taken_at: Moment
    took_ms: Milliseconds
