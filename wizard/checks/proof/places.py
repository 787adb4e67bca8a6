"""Whether the two machines of a run are those that the plan means: what holds between others says nothing of it."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from wizard.assessment.ends import Address, Planned, read_host
from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import HostError, parse_host
from wizard.checks.probe import Measurement
from wizard.checks.proof.addresses import list_own_addresses
from wizard.checks.proof.challenge import Port
from wizard.checks.proof.outcome import Ending
from wizard.checks.proof.prover import Proof
from wizard.checks.proof.sight import Sight, read_sight

FlowKey = tuple[str, str]
"""A flow's fact and subject."""


class Doubt(NamedTuple):
    """Why a measurement says nothing of the plan's flows, and the addresses that show it."""

    reason: str
    detail: str | None


Found = Mapping[str, frozenset[Address]]
"""The addresses of each planned host."""


@dataclass(frozen=True)
class Places:
    """Where the plan has the two ends of a run.

    ``listening`` holds the places of each flow's listening end: one of them must be gone to. A flow that is not there
    may lead to any machine but this one: the plan has no address for one PC or phone of many. ``proving`` is the place
    that this machine must have, ``is_placed`` says whether it must have one at all. ``beside`` are answers of the plan
    that a flow's measurements go by without being held against them.
    """

    listening: Mapping[FlowKey, tuple[Planned, ...]] = field(default_factory=lambda: MappingProxyType({}))
    proving: Planned | None = None
    is_placed: bool = False
    beside: Mapping[FlowKey, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the planned hosts that are names, to be looked up."""
        return tuple(each.host for each in self._every if read_host(each.host) is None)

    @property
    def _every(self) -> Sequence[Planned]:
        own = () if self.proving is None else (self.proving,)
        return tuple(dict.fromkeys((*own, *(each for places in self.listening.values() for each in places))))

    async def look_up(self, found: dict[str, frozenset[Address]]) -> None:
        """Fill in the addresses of all planned hosts; none of one whose name has none."""
        for each in self._every:
            found[each.host] = await _look_up(each.host)

    def place(self, found: Sequence[Measurement], proof: Proof, planned: Found) -> list[Measurement]:
        """Return measurements with the answers they go by; unknown where they are not between the planned machines."""
        same, reached = find_same_machine(proof), _Reached(proof)
        placed = [each._replace(basis=self._find_basis(_key(each), proof, planned) or None) for each in found]
        if proof.host is None:
            return placed
        doubts = (same or self._find_doubt(each, reached, planned) for each in placed)
        return [
            each if doubt is None else each._replace(state="unknown", reason=doubt.reason, detail=doubt.detail)
            for each, doubt in zip(placed, doubts, strict=True)
        ]

    def _find_basis(self, key: FlowKey, proof: Proof, planned: Found) -> dict[str, str]:
        places = self.listening.get(key, ())
        host = read_host(proof.host or "")
        met = [each for each in places if host is not None and host in planned.get(each.host, ())]
        own = () if self.proving is None else (self.proving,)
        return {each.field: each.host for each in (*(met or places), *own)} | dict(self.beside.get(key, {}))

    def _find_doubt(self, found: Measurement, reached: "_Reached", planned: Found) -> Doubt | None:
        places = self.listening.get(_key(found))
        if places is not None:
            doubt = _compare(places, reached.list_hosts(found), planned, "proof.other_address")
            if doubt is not None:
                return doubt
        if not self.is_placed:
            return None
        own = () if self.proving is None else (self.proving,)
        return _compare(own, (found.source or "?",), planned, "proof.other_source")


class _Reached:
    """The address that a run went to, and those on which the listener was reached where something led elsewhere."""

    def __init__(self, proof: Proof) -> None:
        self._host = str(proof.host)
        self._on = {port: sight.reached_on for port, sight in list_sights(proof).items() if sight.reached_on}

    def list_hosts(self, found: Measurement) -> tuple[str, ...]:
        """Return the address gone to through a port, and the one that the listener was reached on if it is another.

        Of a port without an answer it is not known where it leads; the others tell whether it is the listener's.
        """
        own = None if found.flow is None else self._on.get(Port(found.flow.protocol, found.flow.port))
        told = [own] if own else list(dict.fromkeys(self._on.values()))
        same = not told or read_host(self._host) in map(read_host, told)
        return (self._host,) if same else (self._host, told[0])


def _key(found: Measurement) -> FlowKey:
    return (found.flow.fact, found.flow.subject) if found.flow else ("", "")


def _compare(places: Sequence[Planned], hosts: Sequence[str], planned: Found, reason: str) -> Doubt | None:
    """Return why the machine at some addresses is not known to be at one of the planned places."""
    if not places:
        return Doubt("proof.no_planned_address", None)
    named = ", ".join(dict.fromkeys(each.host for each in places))
    several = [each.host for each in places if len(planned.get(each.host, ())) > 1]
    if several:
        # Which of them is the machine's nobody here can say, and clients may go to any of them.
        listed = sorted(map(str, planned[several[0]]))
        return Doubt("proof.several_addresses", f"{several[0]}: {', '.join(listed)}")
    wanted = frozenset[Address]().union(*(planned.get(each.host, frozenset()) for each in places))
    if all(read_host(host) in wanted for host in hosts):
        return None
    listed = sorted(map(str, wanted))
    shown = named if listed == [named] else f"{named} ({', '.join(listed) or '–'})"
    return Doubt(reason, f"{' → '.join(hosts)} ≠ {shown}")


def list_sights(proof: Proof) -> dict[Port, Sight]:
    """Return what the listener says of each challenge that was answered."""
    return {
        port: read_sight(attempt.reply.body)
        for port, attempt in proof.attempts.items()
        if attempt.ending is Ending.PROVEN and attempt.reply is not None
    }


def find_same_machine(proof: Proof) -> Doubt | None:
    """Return the doubt that both ends are this machine: then no network lies between them.

    Known by the address gone to, which is this machine's own; or, through whatever translation, by the token that the
    listener tells. One that tells none is judged by the addresses on which it saw the request.
    """
    host = read_host(proof.host or "")
    if host is None:
        return None
    own = {address for each in list_own_addresses() if (address := read_host(each)) is not None}
    sources = {each.source for each in proof.attempts.values() if each.source}
    shown = Doubt("proof.same_machine", f"{', '.join(sorted(sources)) or '?'} → {proof.host}")
    if host.is_loopback or host.is_unspecified or host in own or host in map(read_host, sources):
        return shown
    for sight in list_sights(proof).values():
        if sight.machine is not None and proof.machine is not None:
            if sight.machine == proof.machine:
                return shown
        elif read_host(sight.seen_from) == host or (
            sight.reached_on is not None and read_host(sight.reached_on) in own
        ):
            return shown
    return None


async def _look_up(host: str) -> frozenset[Address]:
    address = read_host(host)
    if address is not None:
        return frozenset((address,))
    try:
        name = str(parse_host(host))
        found = await read_aside(lambda: socket.getaddrinfo(name, None, type=socket.SOCK_STREAM))
    except (HostError, OSError):
        return frozenset()
    return frozenset(address for each in found if (address := read_host(str(each[4][0]))) is not None)
