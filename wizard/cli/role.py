"""What the machine is that ``check`` runs on: said by the call, asked for at a terminal, else not known."""

import sys
from typing import NamedTuple

from wizard.domain.evidence.record import CheckRole
from wizard.dossier.evidence_wording import ROLES
from wizard.errors import UsageError
from wizard.i18n import Message, Translator

ROLE_CHOICES: tuple[CheckRole, ...] = ("server", "station", "admin")
ASKED = Message("What is this machine? 1: {server}, 2: {station}, 3: {admin}: ")
NOT_SAID = Message(
    "Nobody said what this machine is (--role): it is measured as a user’s PC, and its measurements are kept apart and "
    "do not count until “evidence {plan} --machine {machine} --count” says so."
)
NEEDED = Message("--role: expected one of {roles}.")


class Role(NamedTuple):
    """What a machine is taken for, and whether somebody said so."""

    role: CheckRole
    is_said: bool


def take_role(named: CheckRole | None, say: Translator) -> Role:
    """Return the role that a call names, or that is typed at its terminal; without either that of a user's PC, unsaid.

    Raises:
        UsageError: the terminal was closed without an answer.

    """
    if named is not None:
        return Role(named, is_said=True)
    if not _has_terminal():
        return Role("station", is_said=False)
    while True:
        # stdout carries the result alone.
        print(say(ASKED.fill(**ROLES)), end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise UsageError(NEEDED.text, roles=", ".join(ROLE_CHOICES))
        role = _read_role(line.strip().casefold(), say)
        if role is not None:
            return Role(role, is_said=True)


def _has_terminal() -> bool:
    # A question that nobody sees would be waited for in vain.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _read_role(typed: str, say: Translator) -> CheckRole | None:
    for number, role in enumerate(ROLE_CHOICES, 1):
        if typed in (str(number), role, say(ROLES[role]).casefold()):
            return role
    return None
