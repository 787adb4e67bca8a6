"""Put right-to-left text into the order in which it is drawn, left to right."""

import re
import unicodedata

# Hebrew, Arabic and their presentation forms: the right-to-left scripts that DejaVu Sans has.
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:[{_RIGHT_TO_LEFT} \u0300-\u036f]*[{_RIGHT_TO_LEFT}\u0300-\u036f])?")


def order_visually(line: str) -> str:
    """Return the line with each right-to-left run turned round, its marks behind their letters still.

    Letters are not joined and numbers in such a run keep no order of their own: names stay readable, no more.
    """
    return _RUN.sub(lambda run: _turn(run[0]), line)


def _turn(run: str) -> str:
    letters: list[str] = []
    for character in run:
        if letters and unicodedata.combining(character):
            letters[-1] += character
        else:
            letters.append(character)
    return "".join(reversed(letters))
