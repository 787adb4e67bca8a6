"""The plan inside a PDF: read in bounds, whatever the PDF costs, and never by way of a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT, make_empty_plan, tell_error
from tests.storage.pdf_bombs import deflate_zeros, make_pdf, make_stream, write_bomb
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.errors import PlanError
from wizard.storage import attachments
from wizard.storage.attachments import read_attached_plan
from wizard.storage.pdf_child import CALL, LARGEST_PDF

COSTLY = "this PDF cannot be read: it takes more memory or time than any dossier."


def _tell(path: Path) -> str:
    with pytest.raises(PlanError) as caught:
        read_attached_plan(path)
    told = tell_error(caught.value)
    assert told.startswith(str(path))
    return told.removeprefix(str(path)).lstrip(": ")


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_attached_plan_is_read(tmp_path: Path) -> None:
    """As it was attached; a plan as large as one may be too."""
    for plan in (make_empty_plan(project={"customer": "Évry"}), make_empty_plan(x={"a": "b" * 4_900_000})):
        assert read_attached_plan(_write(tmp_path / "a.pdf", make_pdf(make_stream(write_plan(plan))))) == plan


@pytest.mark.skipif(sys.platform == "win32", reason="the bound of memory is tried where its cost can be seen")
@pytest.mark.parametrize("times", [1, 2, 5])
def test_pdf_that_unpacks_to_gigabytes_is_told(tmp_path: Path, times: int) -> None:
    """A gigabyte of zeros, deflated once (1 MB), twice (2 kB) and by a chain of five filters."""
    assert _tell(write_bomb(tmp_path / "bomb.pdf", times)) == COSTLY


def test_pdf_that_takes_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose objects are looked for in vain, and one with two million attachments, end when their time is over."""
    monkeypatch.setattr(attachments, "_READ_SECONDS", 0.2)
    assert _tell(_write(tmp_path / "a.pdf", b"%PDF-1.7\n" + b"1 0 obj " * 10_000_000)) == COSTLY
    names = b"[" + b"(a.txt) 4 0 R " * 2_000_000 + b"]"
    assert _tell(_write(tmp_path / "b.pdf", make_pdf(make_stream(b"{}"), names))) == COSTLY


def test_attachment_larger_than_a_plan_is_told(tmp_path: Path) -> None:
    """One byte more than a plan may have, and thirty megabytes that a deflated attachment unpacks to."""
    large = _write(tmp_path / "a.pdf", make_pdf(make_stream(b" " * (LARGEST_FILE + 1))))
    assert _tell(large).endswith("a.twsplan: expected at most 5 MB.")
    packed = make_stream(deflate_zeros(30), b"/Filter/FlateDecode")
    assert _tell(_write(tmp_path / "b.pdf", make_pdf(packed))).endswith("a.twsplan: expected at most 5 MB.")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "this is no PDF that can be read."),
        (b"%PDF-1.4\n", "this is no PDF that can be read."),
        (make_pdf(make_stream(b"{}"), b"[(a.txt) 3 0 R]"), "this PDF holds no plan."),
        (make_pdf(make_stream(b"x")), "› a.twsplan: not valid JSON at line 1, column 1."),
    ],
)
def test_pdf_without_a_plan_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    """No PDF, one without a plan, and one whose plan is none."""
    assert _tell(_write(tmp_path / "a.pdf", content)).endswith(expected)


def test_pdf_may_have_100_megabytes(tmp_path: Path) -> None:
    """And not a byte more; what is so large is not read for that."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST_PDF + 1)
    assert _tell(path) == "this PDF is larger than 100 MB."
    with path.open("wb") as file:
        file.truncate(LARGEST_PDF)
    assert _tell(path) != "this PDF is larger than 100 MB."


def test_reader_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that says nothing, and none at all."""
    pdf = _write(tmp_path / "a.pdf", make_pdf(make_stream(b"{}")))
    silent = _write(tmp_path / "silent", b"#!/bin/sh\nexit 0\n")
    silent.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(silent))
    if os.name == "posix":
        assert _tell(pdf) == "cannot be read (the program’s reader of PDFs does not start)."
    monkeypatch.setattr(sys, "executable", str(tmp_path / "absent"))
    assert _tell(pdf) == "cannot be read (no such file or folder)."


def test_reading_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given to the caller ends the child, long before its time is over."""
    monkeypatch.setattr(attachments, "_READ_SECONDS", 600.0)
    pdf = _write(tmp_path / "a.pdf", b"%PDF-1.7\n" + b"1 0 obj " * 10_000_000)
    with pytest.raises(PlanError):
        read_attached_plan(pdf, lambda stop: stop())


def test_child_needs_no_working_folder_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs nothing of the folder it is called in, and writes nothing there, nor where temporary files go."""
    plan = make_empty_plan(project={"customer": "Évry"})
    pdf = _write(tmp_path / "a.pdf", make_pdf(make_stream(write_plan(plan))))
    folder = tmp_path / "here"
    folder.mkdir()
    trap = "raise SystemExit('ran')\n"
    for name in ("json", "pypdfium2", "wizard", "resource"):
        (folder / f"{name}.py").write_text(trap, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    assert read_attached_plan(pdf) == plan
    assert len(list(folder.iterdir())) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no descriptors to be handed over there")
def test_child_can_do_nothing_but_answer(tmp_path: Path) -> None:
    """In its bounds no file can be written, no program started, and memory ends at 256 MB."""
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); from wizard.storage.confinement import confine_self\n"
        "confine_self(256 << 20, 10)\n"
        "import resource\n"
        "print([resource.getrlimit(getattr(resource, 'RLIMIT_' + each))[0] for each in ('CORE', 'FSIZE', 'NPROC')])\n"
        "try: bytes(300 << 20)\n"
        "except MemoryError: print('no memory')\n"
        "try: open(sys.argv[2], 'wb', 0).write(b'x')\n"
        "except OSError: print('no file')\n"
    )
    words = [sys.executable, "-c", script, str(ROOT), str(tmp_path / "file")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["[0, 0, 0]", "no memory", "no file"]


def test_call_without_a_pdf_says_nothing() -> None:
    """The hidden call is of no use to anybody else: no PDF, no answer beyond the state."""
    words = [sys.executable, "-m", "wizard", CALL, "10"]
    done = subprocess.run(words, input=b"no PDF", capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b'+["broken", ""]\n', b"")
