"""What a listening machine shows to the other ends: where it is, the code, and what to type there."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from wizard.checks.proof.addresses import list_reachable_addresses
from wizard.checks.proof.ports import End, list_machines, list_ways
from wizard.domain.assessment import Flow
from wizard.i18n import Message

PROVING_BY_DEFAULT, LISTENING_BY_DEFAULT = "station", "server"
PLACES: dict[End, Message] = {
    "station": Message("On a user’s PC"),
    "admin_station": Message("On an administrator’s PC"),
    "phone": Message("On a PC in the phones’ network"),
    "pabx": Message("On a PC in the PABX’s network"),
    "server": Message("On the future server"),
}
# The packaged program has its commands in a file of their own, with a console.
_PROGRAM = "tws-preinstall-cli" if getattr(sys, "frozen", False) else "tws-preinstall"
_UNKNOWN_ADDRESS = "ADDRESS"


class Invitation(NamedTuple):
    """What a machine stands for, its code and addresses, and the call for each end that can prove something.

    No call holds the code: what stands on a command line can be seen by others on that machine, so it is asked for.
    """

    listening: End
    code: str
    addresses: tuple[str, ...]
    calls: tuple[tuple[End, str], ...]


def make_invitation(flows: Sequence[Flow], listening: End, code: str, address: str | None = None) -> Invitation:
    """Return what a listening machine shows; ``address`` is the one it listens on, None: all of its own.

    Its only address stands in the calls; of several nobody here knows which one the other end can reach.
    """
    addresses = (address,) if address is not None else list_reachable_addresses()
    where = addresses[0] if len(addresses) == 1 else _UNKNOWN_ADDRESS
    calls = tuple(
        (proving, write_prove_call(flows, (proving, listening), where))
        for proving, owning in list_ways(flows)
        if owning == listening
    )
    return Invitation(listening, code, addresses, calls)


def write_listen_call(listening: End) -> str:
    """Return the call that makes a machine stand for an end and listen."""
    return " ".join([f"{_PROGRAM} listen PLAN", *([] if listening == LISTENING_BY_DEFAULT else [f"--as {listening}"])])


def write_prove_call(flows: Sequence[Flow], way: tuple[End, End], address: str) -> str:
    """Return the call that proves what leads from one end to another at an address."""
    proving, listening = way
    parts = [f"{_PROGRAM} prove PLAN", f"--server {address}"]
    if proving != PROVING_BY_DEFAULT:
        parts.append(f"--from {proving}")
    if listening != LISTENING_BY_DEFAULT:
        parts.append(f"--to {listening}")
    if len(list_machines(flows, proving, listening)) > 1:
        parts.append("--link LINK")
    return " ".join(parts)
