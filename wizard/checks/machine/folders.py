"""Whether this user may create files where the client will live: asked of the system, nothing is written."""

from collections.abc import Sequence

from wizard.checks.machine.figures import ELEVATED, folder_rights
from wizard.checks.machine.reading import MachineReader
from wizard.checks.machine.registry import LONGEST_VALUE
from wizard.checks.probe import Measurement, Value

_OWN_FACT, _SHARED_FACT = ("AUT-1",), ("AUT-2",)


def find_client_folders(exclusions: Sequence[str]) -> tuple[str, ...]:
    """Return the client's folders among the exclusions of a vendor edition, up to the part that varies ("[xyz]")."""
    return tuple(each.partition("[")[0].rstrip("\\") for each in exclusions if each.startswith("%") and "\\" in each)


def measure_rights(reader: MachineReader, folder: str, *, shared: bool) -> Sequence[Measurement]:
    """Decide whether this user may create files in a folder, or in the nearest above it that exists.

    ``shared`` is the folder that all users of a PC have in common. What one user may says nothing about the others, and
    what an administrator may says nothing about users.
    """
    rights = reader.read(folder_rights(folder))
    values: dict[str, Value] = {"folder": rights.folder[:LONGEST_VALUE], "may_create": rights.may_create}
    facts = (*_OWN_FACT, *_SHARED_FACT) if shared else _OWN_FACT
    if not rights.may_create:
        return (Measurement("failed", values=values, target=folder, facts=facts),)
    if reader.read(ELEVATED):
        return (Measurement("unknown", "elevated", values=values, target=folder, facts=facts),)
    own = Measurement("ok", values=values, target=folder, facts=_OWN_FACT)
    others = Measurement("unknown", "one_user", values=values, target=folder, facts=_SHARED_FACT)
    return (own, others) if shared else (own,)
