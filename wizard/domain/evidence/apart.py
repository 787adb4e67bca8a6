"""Measurements kept apart: it is not known that they come from the machine that the plan means.

They are kept and shown, and count only once somebody says that they do.
"""

from collections.abc import Iterable

from wizard.domain.evidence.record import Evidence

ROLE_NOT_SAID, OTHER_ADDRESS, OTHER_NAME = "role_not_said", "other_address", "other_name"
ADDRESS_PROBE = "server.address"
NAME_OF_ANOTHER = "name_of_another"
# A certificate's file is the same on any machine; a laptop proves flows in the place of the machine it stands for.
_OF_NO_MACHINE = ("tls.certificate_file", "proof.", "voice.")


def is_of_machine(evidence: Evidence) -> bool:
    """Say whether a measurement hangs on the machine that it was made on."""
    return not evidence.probe.startswith(_OF_NO_MACHINE)


def find_mismatch(evidence: Iterable[Evidence]) -> str | None:
    """Return why a machine measured as the server is not the planned one, by its own addresses and names.

    None where they agree, and where the plan names no server that they could be compared with.
    """
    for each in evidence:
        if each.probe == ADDRESS_PROBE and each.role == "server":
            if each.state == "failed":
                return OTHER_ADDRESS
            if each.reason == NAME_OF_ANOTHER:
                return OTHER_NAME
    return None


def keep_run_apart(found: Iterable[Evidence], *, role_said: bool) -> tuple[Evidence, ...]:
    """Return a run's measurements, kept apart where nobody said what the machine is or it is not the planned server."""
    made = tuple(found)
    reason = find_mismatch(made) if role_said else ROLE_NOT_SAID
    return made if reason is None else tuple(_mark(each, reason) for each in made)


def imply_apart(evidence: Iterable[Evidence], address: str | None) -> tuple[Evidence, ...]:
    """Return a plan's measurements with what an address check of their own machine says of them.

    Where the newest one failed and bears no mark itself, nobody has decided on it: everything that this machine
    measured as the server is kept apart. ``address`` is the planned one: a machine that has it is the planned one,
    whatever was planned when it was measured.
    """
    given = tuple(evidence)
    newest: dict[str, Evidence] = {}
    for each in given:
        if each.probe == ADDRESS_PROBE and each.role == "server":
            known = newest.get(each.machine)
            newest[each.machine] = each if known is None or each.taken_at >= known.taken_at else known
    others = {machine for machine, each in newest.items() if _is_undecided(each, address)}
    if not others:
        return given
    return tuple(
        _mark(each, OTHER_ADDRESS) if each.role == "server" and each.machine in others and not each.apart else each
        for each in given
    )


def _is_undecided(check: Evidence, address: str | None) -> bool:
    own = str((check.values or {}).get("addresses", "")).split(", ")
    return check.apart is None and check.state == "failed" and (address or "").strip() not in own


def count_in(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return measurements that count from now on, though they were kept apart.

    A failed address check keeps its mark: it counts for nothing, and shows that somebody has decided on its machine.
    """
    given = tuple(evidence)
    return tuple(
        each.model_copy(update={"apart": None}) if each.apart and find_mismatch((each,)) is None else each
        for each in given
    )


def _mark(evidence: Evidence, reason: str) -> Evidence:
    return evidence.model_copy(update={"apart": reason}) if is_of_machine(evidence) else evidence
