"""Numbers as they are typed and pasted, in the writing of either language (no Qt here)."""

import re

from wizard.domain.section import HIGHEST_PORT
from wizard.gui.fields import FieldKind
from wizard.gui.pasting import trim
from wizard.i18n import LANGUAGES, Message, Plain, get_translator

EXPECT_WHOLE = Message("A whole number is expected.")
EXPECT_NUMBER = Message("A number is expected.")
EXPECT_BETWEEN = Message("A number between {least} and {most} is expected.")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_MEASURE = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
# In English a comma groups where three digits follow it; a space groups likewise, in any language.
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]*)?")
# Signs that do nothing but group digits. They stay where they were while digits are typed in between.
_GROUPING = str.maketrans({**dict.fromkeys("\u00a0\u202f\u2007\u2009'’"), "\u2212": "-"})


class UnreadableError(ValueError):
    """A text is no answer of the kind that is asked; ``reason`` says what is expected."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


def read_number(text: str, kind: FieldKind, unit: str = "", language: str = "") -> float | None:
    """Return what a text says as a number of a kind, whole or not; None where it says nothing.

    The field's own unit may stand behind it, in either language.

    Raises:
        UnreadableError: any part of the text is no part of such a number, or it is out of the kind's bounds.

    """
    plain = _drop_unit(trim(text).translate(_GROUPING), unit)
    if not plain:
        return None
    is_whole = kind.kind == "whole"
    # A port is a name rather than a number: "80,443" is two of them.
    is_port = kind.most == HIGHEST_PORT
    if _SPACED.fullmatch(plain):
        plain = plain.replace(" ", "")
    if not is_port and (is_whole or language == "en") and _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not (_WHOLE if is_whole else _MEASURE).fullmatch(plain):
        raise UnreadableError(EXPECT_WHOLE if is_whole else EXPECT_NUMBER)
    number = int(plain) if is_whole else float(plain.replace(",", "."))
    if not kind.least <= number <= kind.most:
        least, most = int(kind.least), int(kind.most)
        bounds = (Plain(least), Plain(most)) if is_port else (least, most)
        raise UnreadableError(EXPECT_BETWEEN.fill(least=bounds[0], most=bounds[1]))
    return number


def _drop_unit(text: str, unit: str) -> str:
    """Return a text without its unit; a unit alone says nothing yet and is no number either."""
    if not unit:
        return text
    for name in (unit, *(get_translator(language).translate_source(unit) for language in LANGUAGES)):
        if len(text) > len(name) and text.casefold().endswith(name.casefold()):
            return text[: -len(name)].rstrip()
    return text
