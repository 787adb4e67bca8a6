"""The steps of the wizard and which answers belong to each (no Qt and no plan model: the first frame needs this)."""

from functools import lru_cache
from typing import NamedTuple

from wizard.i18n import Message


class Step(NamedTuple):
    """A step: its id (also the module of its page), its title, and the beginnings of its fields, longest first."""

    id: str
    title: Message
    summary: Message
    fields: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step(
        "project",
        Message("Project and contacts"),
        Message("Who the installation is for, when it takes place, and who will be present."),
        ("project.", "catalogue"),
    ),
    Step(
        "licences",
        Message("Licences and options"),
        Message("What was sold: it decides everything else."),
        ("licences.",),
    ),
    Step(
        "load",
        Message("Users and load"),
        Message("How many users and calls the server carries, and from which sites."),
        ("licences.users", "load.", "sites"),
    ),
    Step(
        "telephony",
        Message("Telephony"),
        Message("The PABXs and phones that TWS is linked to."),
        ("telephony.",),
    ),
    Step(
        "server",
        Message("Server and virtualization"),
        Message("The machine that is planned for TWS."),
        ("server.",),
    ),
    Step(
        "security",
        Message("Security"),
        Message("Secure mode, the server's DNS name and its certificate."),
        ("security.",),
    ),
    Step(
        "stations",
        Message("Client PCs and session hosts"),
        Message("The users' PCs, group by group, the hosts of their sessions, and their rights."),
        ("stations.",),
    ),
    Step(
        "network",
        Message("Network flows and bandwidth"),
        Message("What the firewalls have to let through, and how much bandwidth it takes."),
        ("ports.",),
    ),
    Step(
        "checks",
        Message("Local checks"),
        Message("What this machine and the network say of the plan, and whether the flows are open."),
        ("addresses.",),
    ),
    Step(
        "assessment",
        Message("Assessment"),
        Message("Every requirement as it stands, and what would make it pass."),
    ),
    Step(
        "checklist",
        Message("Checklist and sign-off"),
        Message("What to tick before and on the installation day, and who agrees."),
        ("sign_off.",),
    ),
    Step(
        "export",
        Message("Export"),
        Message("The dossier and its files, in French, in English or both."),
    ),
)
STEP_IDS = tuple(step.id for step in STEPS)


@lru_cache(maxsize=8_192)
def find_step(field: str) -> str:
    """Return the id of the step where a field is asked: the step with the longest matching beginning."""
    found, length = STEP_IDS[0], 0
    for step in STEPS:
        for start in step.fields:
            if len(start) > length and field.startswith(start):
                found, length = step.id, len(start)
    return found
