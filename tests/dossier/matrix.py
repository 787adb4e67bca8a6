"""Read the traceability matrix back from a printed dossier: words by their places, put together to rows."""

import html
import itertools
import re
from pathlib import Path
from typing import NamedTuple

from tests.dossier.pdf.reading import run_tool, squeeze
from wizard.dossier.content.traceability import FACT, PAGE, PLANNED, REQUIRED, STATUS, SUBJECT, TITLE, TRACE
from wizard.i18n import Translator

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>', re.DOTALL)
_COLUMNS = (FACT, STATUS, SUBJECT, TITLE, REQUIRED, PLANNED, PAGE)
# Header and footer of a page, in points from its top.
_HEADER, _FOOTER = 45, 797
_FACT_ID = re.compile(r"[A-Z]+-[0-9]+[a-z]?")


class Word(NamedTuple):
    """A word and where it begins, in points from the top left."""

    x: float
    y: float
    text: str


def read_words(file: Path) -> list[list[Word]]:
    """Return the words of each page of a PDF file."""
    text = run_tool("pdftotext", "-bbox", "-enc", "UTF-8", file, "-")
    return [
        [Word(float(x), float(y), html.unescape(word)) for x, y, word in _WORD.findall(page)]
        for page in text.split("<page ")[1:]
    ]


def read_matrix(file: Path, say: Translator) -> list[tuple[str, ...]]:
    """Return the rows of the traceability matrix, each cell squeezed."""
    title = squeeze(say(TRACE))
    pages = [
        page for page in read_words(file) if squeeze("".join(word.text for word in page if word.y < _HEADER)) == title
    ]
    return [row for page in pages for row in _read_page(page, say)]


def _read_page(page: list[Word], say: Translator) -> list[tuple[str, ...]]:
    lefts, below = _find_columns(page, say)
    words = [word for word in page if below < word.y < _FOOTER]
    tops = sorted(word.y for word in words if word.x < lefts[1] and _FACT_ID.fullmatch(word.text))
    rows = []
    for top, bottom in itertools.pairwise([*tops, _FOOTER]):
        inside = sorted(
            (word for word in words if top - 1 <= word.y < bottom - 1), key=lambda word: (round(word.y), word.x)
        )
        rows.append(
            tuple(
                squeeze("".join(word.text for word in inside if left <= word.x < right))
                for left, right in itertools.pairwise([*lefts, 1_000])
            )
        )
    return rows


def _find_columns(page: list[Word], say: Translator) -> tuple[list[float], float]:
    """Return where the columns begin, and the height of the heading's last line."""
    first, *others = (say(column).split()[0] for column in _COLUMNS)
    for top in (word.y for word in page if word.text == first and word.y > _HEADER):
        line = sorted(word for word in page if abs(word.y - top) < 1)
        texts = [word.text for word in line]
        if all(other in texts for other in others):
            break
    else:
        raise AssertionError(f"no heading {first}, {others}")
    lefts = [line[0].x]
    for other in others:
        lefts.append(next(word.x for word in line if word.text == other and word.x > lefts[-1]))
    return [left - 1 for left in lefts], top + 1
