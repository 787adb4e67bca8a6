"""Making pages ready while the user reads the first one, in pieces too short to be noticed."""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from wizard.gui.loading import import_plainly
from wizard.gui.page_stack import PageStack
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS

# The window hears what the user does between two pieces.
_PAUSE_MS = 20
# What takes a page's module long to import, one by one: at once it would hold the window up.
HEAVY = {
    "network": (
        "wizard.dossier.diagram",
        "wizard.gui.widgets.diagram_view",
        "wizard.gui.widgets.diagram_panel",
    ),
    "checks": (
        "asyncio",
        "wizard.checks.runner",
        "wizard.gui.widgets.proof_panel",
        "wizard.gui.pages.checks",
        "psutil",
        "wizard.checks.machine.selection",
        "dns.name",
        "dns.message",
        "cryptography.x509",
        "wizard.checks.network.selection",
    ),
}


class Warmer(QObject):
    """Goes through the steps once; ``stop`` ends it."""

    def __init__(self, stack: PageStack, session: Session) -> None:
        super().__init__(stack)
        self._pieces = _warm_up(stack, session)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(_PAUSE_MS)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is left to be made ready."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Leave the rest to whoever asks for it."""
        self._timer.stop()

    def _go_on(self) -> None:
        with import_plainly():
            if not next(self._pieces, False):
                self.stop()


def _warm_up(stack: PageStack, session: Session) -> Iterator[bool]:
    for step_id in STEP_IDS:
        if step_id in stack.pages:
            continue
        for name in HEAVY.get(step_id, ()):
            import_module(name)
            yield True
        page = stack.find_page(step_id, session)
        yield True
        for _ in page.prepare():
            yield True
