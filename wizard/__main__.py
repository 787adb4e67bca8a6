"""``python -m wizard``: the same as the ``tws-preinstall`` command."""

import os
import sys
from pathlib import Path

from wizard.storage import pdf_child


def leave_working_folder() -> None:
    """Import nothing more from the working folder, which Python puts first, unless the program itself lies there."""
    first = Path(sys.path[0] or os.curdir) if sys.path else None
    if sys.flags.safe_path or getattr(sys, "frozen", False) or first is None:
        return
    if first.resolve() != Path(__file__).resolve().parents[1]:
        del sys.path[0]


if __name__ == "__main__":
    if pdf_child.is_called(sys.argv[1:]):
        pdf_child.run(int(sys.argv[2]))
    leave_working_folder()
    from wizard.cli.main import run

    run()
