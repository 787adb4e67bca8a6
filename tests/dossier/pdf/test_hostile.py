"""Hostile texts in every field: printed in full, in a sound file, in seconds."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dossier.pdf.reading import change_texts, extract_text, run_tool, squeeze
from tests.dossier.pdf.rich_dossier import RICH
from tests.dossier.pdf.small_dossier import make_dossier, make_table
from tests.stopwatch import Stopwatch
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.pdf.typesetter import Typesetter

pytestmark = pytest.mark.slow

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
INJECTION, NAUGHTY = CASES / "injection" / "injection.json", CASES / "blns" / "blns.json"

# Right-to-left letters and marks.
_OTHER_WAY = re.compile("[\u0300-\u036f\u0590-\u08ff\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc]")


def load(file: Path) -> list[str]:
    """Return the strings of a file of cases; the test is skipped where it is absent."""
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    found = json.loads(file.read_text(encoding="utf-8"))
    lists = found.values() if isinstance(found, dict) else [found]
    return [text for texts in lists for text in texts if isinstance(text, str)]


@pytest.mark.parametrize("file", [INJECTION, NAUGHTY], ids=["injection", "naughty"])
def test_hostile_strings_are_printed(file: Path, tmp_path: Path) -> None:
    """Each string is found again in the file, as it is or with what cannot be printed spelled out.

    Of right-to-left letters and marks, which pdftotext puts in an order of its own, each is found somewhere.
    """
    texts = load(file)
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(render_pdf(make_dossier(make_table(*texts))))
    run_tool("qpdf", "--check", printed)
    found = squeeze(extract_text(printed))
    found_left_to_right = _OTHER_WAY.sub("", found)
    typesetter = Typesetter()
    for text in texts:
        wanted = squeeze(typesetter.clean(text))
        if _OTHER_WAY.search(wanted) is None:
            assert wanted in found, ascii(text)
        else:
            assert _OTHER_WAY.sub("", wanted) in found_left_to_right, ascii(text)
            assert set(wanted) <= set(found), ascii(text)


@pytest.mark.parametrize("file", [INJECTION, NAUGHTY], ids=["injection", "naughty"])
def test_hostile_strings_in_every_field(file: Path, tmp_path: Path) -> None:
    """A dossier with the strings behind every text is sound."""
    texts = iter(load(file) * 5)
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(render_pdf(change_texts(RICH, lambda text: text + next(texts, ""))))
    run_tool("qpdf", "--check", printed)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text and "word " * 2_000,
        lambda text: text and "x" * 10_000,
        lambda text: text + "\n" * 20_000 + text,
        lambda text: text and "e" + "\u0301\u0302" * 2_000,
        lambda text: text and "".join(map(chr, range(0x20, 0x600))),
        lambda _: "",
    ],
    ids=["words", "one word", "line ends", "marks", "all characters", "nothing"],
)
def test_giant_texts_in_every_field(change: Callable[[str], str], tmp_path: Path) -> None:
    """Ten thousand characters in each of 300 fields take seconds, and the file is sound."""
    dossier = change_texts(RICH, change)
    with Stopwatch() as watch:
        data = render_pdf(dossier)
    assert watch.seconds < 20, "a bound for slow machines: it takes about two seconds"
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(data)
    run_tool("qpdf", "--check", printed)


def test_giant_text_is_printed_in_full(tmp_path: Path) -> None:
    """No word of a giant customer, cell, machine and comment is lost."""
    giants = ("Ville de Valmont", "Pages web, sons et photos", "Exchange", "Commande 4711 attendue le 2 décembre.")
    words = [f"w{at}," for at in range(2_000)]
    giant = "".join(words)
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(render_pdf(change_texts(RICH, lambda text: giant if text in giants else text)))
    found = squeeze(extract_text(printed))
    assert {found.count(word) for word in words} == {len(giants)}
