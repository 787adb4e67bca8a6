"""One measurement as a plan keeps it: what, from where, when, how long, and why nothing could be measured."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from wizard.domain.evidence.ports import LONGEST_PORTS, Span, cut_port, join_spans, read_spans, write_spans
from wizard.domain.section import LONGEST_LIST, LONGEST_TEXT, Section

State = Literal["ok", "failed", "unknown"]
"""``ok`` and ``failed`` were measured; ``unknown`` could not be, and says why in ``reason``."""

CheckRole = Literal["server", "station", "admin"]
"""What the machine that measured is: the future server, a user's PC, an administrator's PC."""

LONGEST_DETAIL = 2_000
NO_PORTS: tuple[Span, ...] = ((0, 0),)
Name = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]
Code = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Detail = Annotated[str, Field(max_length=LONGEST_DETAIL)]
Subject = Annotated[str, Field(max_length=LONGEST_TEXT + 100)]
"""As in the assessment: a kind and a name of the plan, which is as long as any of its texts ("link:PABX#2")."""
PlanField = Annotated[str, Field(max_length=200)]
Scalar = bool | int | float | Detail
Answered = bool | int | float | Annotated[str, Field(max_length=LONGEST_TEXT)]
LONGEST_MS = 86_400_000.0
Milliseconds = Annotated[float, Field(ge=0, le=LONGEST_MS)]


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
    """Which flow was tried: its fact and subject as in the assessment, the protocol and the ports.

    ``ports`` are those that one run found alike ("40000-40027"), ``port`` being the first of them; without it there is
    that one alone. ``source`` and ``destination`` are the ends that the two machines stood for (``pabx``, ``station``
    …), the ports being the destination's; a direction that was tried says nothing of the other. ``site`` is the remote
    site in which the PC or phone among them stood; without it, the main site.
    """

    fact: Code
    subject: Subject
    protocol: Literal["tcp", "udp"]
    port: Annotated[int, Field(ge=1, le=65_535)]
    ports: Annotated[str, Field(max_length=LONGEST_PORTS)] | None = None
    source: Name | None = None
    destination: Name | None = None
    site: Annotated[str, Field(max_length=LONGEST_TEXT)] | None = None

    @field_validator("ports")
    @classmethod
    def _check_ports(cls, ports: str | None, info: ValidationInfo) -> str | None:
        try:
            spans = () if ports is None else join_spans(read_spans(ports))
        except ValueError:
            spans = NO_PORTS
        if spans and spans[0][0] != info.data.get("port"):
            raise PydanticCustomError("flow_ports", "expected rising ports, from port on")
        # Written in one way only, so that equal ports are equal text.
        return write_spans(spans) if spans and spans[0][0] != spans[-1][1] else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return the ports as spans, in rising order."""
        return ((self.port, self.port),) if self.ports is None else read_spans(self.ports)

    def take(self, spans: tuple[Span, ...]) -> "FlowEnd":
        """Return the same flow with other ports, in rising order."""
        given = self.model_dump(exclude={"ports"}, exclude_none=True) | {"port": spans[0][0]}
        if spans[0][0] != spans[-1][1]:
            given["ports"] = write_spans(spans)
        return FlowEnd.model_construct(**given)


class Evidence(Section):
    """One measurement. A name that occurs in ``answers`` is a field of the plan, and its value as a plan writes it.

    ``probe`` names what measured, ``facts`` and ``subject`` what it bears on (no subject: each of the facts'),
    ``values`` what was read under the names of ``wording.MEASURES``, ``detail`` what the peer or system said. ``basis``
    holds the answers that the check went by: where one of them is another now, the measurement counts no more.
    ``apart`` says why it is kept without counting (see ``apart``): until somebody says that it does.
    """

    probe: Name
    facts: Annotated[tuple[Code, ...], Field(max_length=LONGEST_LIST)] = ()
    subject: Subject | None = None
    target: Detail | None = None
    state: State
    reason: Name | None = None
    detail: Detail | None = None
    values: Annotated[dict[Name, Scalar], Field(max_length=LONGEST_LIST)] | None = None
    answers: Annotated[dict[PlanField, Scalar | tuple[Detail, ...]], Field(max_length=LONGEST_LIST)] | None = None
    basis: Annotated[dict[PlanField, Answered], Field(max_length=LONGEST_LIST)] | None = None
    flow: FlowEnd | None = None
    role: CheckRole
    machine: Detail
    source: Detail | None = None
    destination: Detail | None = None
    taken_at: Moment
    took_ms: Milliseconds
    apart: Name | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return the ports that it tells of; port 0, which nothing has, where it tells of no flow."""
        return NO_PORTS if self.flow is None else self.flow.spans

    def take(self, spans: tuple[Span, ...]) -> "Evidence":
        """Return the same measurement for other ports of its flow, in rising order; both ends name the first of them.

        What was measured is the same; of a flow's measurement some ports may be newer than others.
        """
        if self.flow is None:
            return self
        flow = self.flow.take(spans)
        ends = {"target": self.target, "destination": self.destination}
        moved = {name: _move_port(end, self.flow.port, flow.port) for name, end in ends.items() if end is not None}
        return self.model_copy(update={"flow": flow, **moved})


def _move_port(end: str, port: int, to: int) -> str:
    before, named = cut_port(end, port)
    return f"{before}{to}" if named else end
