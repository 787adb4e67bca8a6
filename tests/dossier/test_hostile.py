"""Hostile texts in every text field of a plan: every output is whole, shows them, and does nothing with them."""

import csv
import io
import itertools
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.dossier.building import (
    Json,
    fill_plan,
    list_text_fields,
    make_minimal,
    read_content,
    report_on,
    write_file,
)
from tests.dossier.pdf.reading import run_tool, squeeze
from tests.factories import ROOT, SHARED
from wizard.dossier.cells import keep_text
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.content.report import Report
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.record import describe_assessment
from wizard.dossier.spreadsheet import guard_cell, write_findings, write_flows
from wizard.dossier.text import write_text

pytestmark = pytest.mark.slow

_CASES = SHARED / "cases"
_BRIEF = {
    "markup": "<b>x",
    "ampersand": "a & b",
    "image": '<img src="file:///etc/passwd">',
    "long": "x" * 9_900,
    "long words": " ".join(f"word{number:04}" for number in range(1_100)),
    "emoji": "😀 👩‍👩‍👧 ☎️",  # codespell:ignore
    "right to left": "שלום עולם",
    "controls": "a\0b\x07c\x1b[31md\x7fe\x9ff\u202eg\u2028h\ufeffi",
    "line ends": "a\nb\r\nc\rd\te",
    "end of paragraph": "</para>",
    "formula": "=cmd|'/c calc'!A1",
    "full-width formula": "＝1+1",  # noqa: RUF001
    "placeholder": "{name} {0} %s %(x)s {",
}
# Header and footer of a page are left out; what is drawn there is cut to one line.
_CROP = ("-x", "0", "-W", "596", "-y", "40", "-H", "757")
_SPELLED = re.compile(r"‹U\+([0-9A-F]{4,6})›")
# Right-to-left letters and the marks of any script: pdftotext puts them in an order of its own.
_OTHER_WAY = re.compile("[\u0300-\u036f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Formulas begin so; the numbers that our own columns hold do not.
_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001
_SEPARATORS = {"fr": ";", "en": ","}


def _read_cases(name: str) -> list[str]:
    path = _CASES / name
    if not path.is_file():
        pytest.skip(f"{path} is not there: the cases do not come with the checkout")
    content = json.loads(path.read_text(encoding="utf-8"))
    return list(itertools.chain(*content.values())) if isinstance(content, dict) else content


def _mark(place: int) -> str:
    return f"~{place:03}~"


def _spread(texts: list[str]) -> list[Json]:
    """Return plans in whose text fields all texts stand, one each, every text in a field of its own."""
    fields = list_text_fields()
    plans = []
    for start in range(0, len(texts), len(fields)):
        given = dict(zip(fields, texts[start : start + len(fields)], strict=False))
        plans.append(fill_plan(lambda field, given=given: given.get(field, "filler")))  # type: ignore[misc]
    return plans


def _everywhere(text: str) -> tuple[Json, list[str]]:
    """Return a plan with a text in every text field, each with a mark of its own behind it; and these texts."""
    marks = itertools.count()
    texts: list[str] = []

    def write(_: str) -> str:
        texts.append(text + _mark(next(marks)))
        return texts[-1]

    return fill_plan(write), texts


def _show(text: str) -> str:
    """Return a text as it is compared: spelled-out characters read, no white space, NFKC."""
    return squeeze(_SPELLED.sub(lambda found: chr(int(found[1], 16)), squeeze(text)))


def _find_lost(texts: Iterable[str], printed: str) -> list[str]:
    """Return the texts that are not in what was printed; of right-to-left letters each has to be there somewhere.

    Decomposed: a mark at a text's beginning joins the letter that happens to be printed before it.
    """
    whole = unicodedata.normalize("NFD", printed)
    straight, letters = _OTHER_WAY.sub("", whole), set(whole)
    shown = {text: unicodedata.normalize("NFD", _show(text)) for text in texts}
    return [
        text
        for text, look in shown.items()
        if _OTHER_WAY.sub("", look) not in straight or not set(_OTHER_WAY.findall(look)) <= letters
    ]


def _print(report: Report, folder: Path) -> str:
    """Print a dossier, have its structure checked, and return the text found in it."""
    file = folder / "dossier.pdf"
    file.write_bytes(render_pdf(make_dossier(report)))
    run_tool("qpdf", "--check", file)
    # pdftotext brackets right-to-left runs by marks of its own; those of the plan are spelled out.
    return _show(re.sub("[\u202a-\u202e]", "", run_tool("pdftotext", "-raw", *_CROP, "-enc", "UTF-8", file, "-")))


def _read_csv(content: bytes, language: str) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=_SEPARATORS[language], strict=True))


def _check_tables(report: Report) -> None:
    """Check that no cell of the CSV files begins like a formula, and that all read back as tables."""
    for write in (write_findings, write_flows):
        rows = _read_csv(write(report.assessment, report.say), report.say.language)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell.startswith(_FORMULAS)]


def _check_record(report: Report) -> None:
    content = describe_assessment(report.assessment, report.say)
    assert json.loads(json.dumps(content, ensure_ascii=False)) == json.loads(json.dumps(content))


def _list_outputs(report: Report) -> dict[str, Any]:
    names = [flow.subject.removeprefix("link:") for flow in report.assessment.flows if flow.link is not None]
    rows = _read_csv(write_flows(report.assessment, report.say), report.say.language)
    return {"names": [guard_cell(keep_text(name)) for name in names], "cells": [row[7] for row in rows[1:] if row[7]]}


@pytest.mark.parametrize("kind", _BRIEF)
def test_text_in_every_field_is_printed(kind: str, tmp_path: Path) -> None:
    """A hostile text in every text field at once: the PDF is sound and shows each; the CSV holds no formula."""
    content, texts = _everywhere(_BRIEF[kind])
    report = report_on(read_content(content), "fr")
    printed = _print(report, tmp_path)
    if kind.startswith("long"):
        # Such a text runs over several pages, whose headings stand between its parts: its end and its words are found.
        words = _BRIEF[kind].split()[1:] + [_mark(place) for place in range(len(texts))]
        assert not [word for word in words if printed.count(word) < (len(texts) if word.startswith("word") else 1)]
        assert printed.count("x") > len(texts) * _BRIEF[kind].count("x")
    else:
        assert _find_lost(texts, printed) == []
    _check_tables(report_on(read_content(content), "en"))
    _check_tables(report)
    _check_record(report)


@pytest.mark.parametrize("name", ["injection/injection.json", "blns/blns.json"])
def test_strings_of_others_are_printed(name: str, tmp_path: Path) -> None:
    """Known injection strings, spread over all text fields: each is in the PDF, none is a formula in the CSV."""
    texts = _read_cases(name)
    # Every third of the long list, so that the run stays short.
    texts = [f"{text}{_mark(place)}" for place, text in enumerate(texts[::3] if len(texts) > 200 else texts)]
    assert len(texts) > 50
    for content in _spread(texts):
        report = report_on(read_content(content))
        printed = _print(report, tmp_path)
        placed = {text for text in texts if json.dumps(text) in json.dumps(content)}
        assert _find_lost(placed, printed) == []
        _check_tables(report)
        _check_record(report)


def test_names_of_links_reach_the_csv_whole() -> None:
    """A link's name stands in the flow list as it was given, however long; a formula gains a quote and no more."""
    for text in _BRIEF.values():
        link = {"kind": "mivoice_5000", "name": text, "protocol": "csta", "port": 4211}
        shown = _list_outputs(report_on(read_content(make_minimal(telephony={"links": [link]}))))
        assert shown["cells"] == shown["names"]
        assert shown["names"] == [guard_cell(keep_text(text))]


@pytest.mark.parametrize("kind", _BRIEF)
def test_terminal_gets_no_control_character(kind: str) -> None:
    """The text for a terminal holds nothing that acts on it or turns the text around."""
    content, _ = _everywhere(_BRIEF[kind])
    report = report_on(read_content(content))
    text = write_text(report.assessment, report.say)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


_WATCHED = """
import sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode())
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile",
                           "urllib.", "http.", "ftplib.", "smtplib.")):
        opened.append("!" + event)
sys.addaudithook(watch)
from wizard.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write("\\n--\\n" + "\\n".join(opened))
sys.exit(code)
"""


def _watch(folder: Path, *arguments: str | Path) -> tuple[int, list[Path], list[str]]:
    """Run the command line and return its exit code, the files it opened, and anything else it should not have done."""
    command = [sys.executable, "-c", _WATCHED, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    lines = done.stderr.partition("\n--\n")[2].split("\n")
    files = [(ROOT / line).resolve() for line in lines if not line.startswith("!")]
    # reportlab looks for settings of its own in the user's home when it is loaded, whatever it is given.
    settings = [Path.home() / ".reportlab_mods", Path.home() / ".reportlab_settings"]
    allowed = [ROOT, folder, Path(sys.prefix), Path(sys.base_prefix), Path("/dev/null"), *settings]
    strange = [path for path in files if not any(path.is_relative_to(each.resolve()) for each in allowed)]
    return done.returncode, files, [str(path) for path in strange] + [line for line in lines if line.startswith("!")]


def _make_tempting() -> Json:
    tempting = ['<img src="file:///etc/passwd">', "/etc/hostname", "http://127.0.0.1:9/x", "=WEBSERVICE(1)", "$(id)"]
    choose = itertools.cycle(tempting)
    return fill_plan(lambda _: next(choose))


def test_export_opens_nothing_that_the_plan_names(tmp_path: Path) -> None:
    """An export of a plan full of paths and addresses opens its own files alone, no socket and no process."""
    plan = write_file(tmp_path, _make_tempting())
    code, files, strange = _watch(tmp_path, "export", plan, "--out", tmp_path / "out", "--language", "both")
    assert (code, strange) == (0, [])
    # The watch itself works: it has seen what the export must open.
    assert plan.resolve() in files
    assert any(path.suffix == ".ttf" for path in files)


def test_assess_reads_the_plan_and_its_own_data(tmp_path: Path) -> None:
    """An assessment opens the plan, the edition and the translations of the product, and writes nothing."""
    plan = write_file(tmp_path, _make_tempting())
    code, files, strange = _watch(tmp_path, "assess", plan, "--language", "fr")
    assert (code, strange) == (0, [])
    own = [path.relative_to(ROOT).parts[0] for path in files if path.is_relative_to(ROOT) and path.suffix != ".pyc"]
    assert set(own) <= {"resources", "translations", "wizard"}
    assert [path.name for path in tmp_path.iterdir()] == [plan.name]


def test_watch_sees_a_forbidden_file(tmp_path: Path) -> None:
    """The control: a call that names a file elsewhere is seen by the watch."""
    _, _, strange = _watch(tmp_path, "assess", "/etc/hostname")
    assert strange == ["/etc/hostname"]
