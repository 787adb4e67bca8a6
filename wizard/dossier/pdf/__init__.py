"""The dossier as a PDF: measured, laid out on pages, then drawn."""

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

# reportlab runs files of these names, from the user's home and from wherever Python looks for modules, as code: here
# each is an empty module that is loaded already.
_RUN_BY_REPORTLAB = ("reportlab.local_rl_mods", "reportlab_mods", "reportlab.local_rl_settings", "reportlab_settings")
# Variables that would change what reportlab writes; a dossier's bytes are those of its plan, edition and date.
_PREFIX, _MOMENT = "RL_", "SOURCE_DATE_EPOCH"


def _keep_reportlab_to_itself() -> None:
    for name in _RUN_BY_REPORTLAB:
        sys.modules.setdefault(name, ModuleType(name))
    for name in [each for each in os.environ if each.upper().startswith(_PREFIX) or each == _MOMENT]:
        del os.environ[name]


def _load_without_working_folder() -> None:
    """Load reportlab's settings, which ask for the working folder, where somebody has removed that."""
    if sys.platform == "win32":
        # Nobody removes a folder there that a program works in.
        return
    try:
        Path.cwd()
    except FileNotFoundError:
        here = os.open(os.curdir, os.O_RDONLY)
        os.chdir(Path(__file__).anchor)
        try:
            import_module("reportlab.rl_config")
        finally:
            os.fchdir(here)
            os.close(here)


_keep_reportlab_to_itself()
_load_without_working_folder()
