"""Where the modules are used: on the PCs themselves, or in the sessions that a host carries."""

from wizard.assessment.situation import Situation
from wizard.assessment.truth import Truth, all_of, any_of, test

LOCAL = "local"
REMOTE = ("rds", "citrix")


def works_locally(situation: Situation, position: int) -> Truth:
    """Return whether a group works on its PCs themselves."""
    return test(situation.ask_group(position, "session"), lambda session: session == LOCAL)


def works_in_sessions(situation: Situation, position: int) -> Truth:
    """Return whether a group works in RDS or Citrix sessions."""
    return test(situation.ask_group(position, "session"), lambda session: session in REMOTE)


def group_uses(situation: Situation, position: int, module: str) -> Truth:
    """Return whether a group uses a module, wherever it works; ``module`` is the name of its licence."""
    return situation.uses(situation.ask_group(position, module), module)


def host_uses(situation: Situation, position: int, module: str) -> Truth:
    """Return whether the sessions of a host use a module."""
    return situation.uses(situation.ask_host(position, module), module)


def used_locally(situation: Situation, module: str) -> Truth:
    """Return whether a group uses a module outside sessions; no group leaves it open."""
    groups = range(len(situation.groups))
    if not groups:
        return Truth(None, ("stations.groups",))
    return any_of(*(all_of(works_locally(situation, at), group_uses(situation, at, module)) for at in groups))


def used_in_sessions(situation: Situation, module: str) -> Truth:
    """Return whether a group uses a module in sessions."""
    return situation.once(_find_in_sessions, module)


def _find_in_sessions(situation: Situation, module: str) -> Truth:
    groups = range(len(situation.groups))
    return any_of(*(all_of(works_in_sessions(situation, at), group_uses(situation, at, module)) for at in groups))
