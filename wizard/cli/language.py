"""The system's language, as the command line is told of it."""

import locale
import os

from wizard.i18n import LANGUAGES


def guess_language() -> str:
    """Return the system's language where the product speaks it, else French (contract, "Command line").

    The variables come first: they name a language even where its locale is not installed, and Python turns the
    locale C into C.UTF-8, which it takes for American English.
    """
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next((name for name in named if name), None) or locale.setlocale(locale.LC_CTYPE)
    code = wanted[:2].lower()
    return code if code in LANGUAGES else "fr"
