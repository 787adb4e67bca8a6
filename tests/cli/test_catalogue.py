"""``catalogue``: list, show, validate."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import SMALL
from tests.factories import EDITION_FILE, write_edition


def test_list_names_the_shipped_edition(call: Call) -> None:
    """The list has a line for the shipped edition, with its id and its file."""
    result = call("catalogue", "list")
    assert (result.code, result.err) == (0, "")
    assert [line for line in result.out.splitlines() if line.startswith("tws-v5-2025-04 · ")]
    assert EDITION_FILE.name in result.out


@pytest.mark.parametrize("wanted", ["tws-v5-2025-04", str(EDITION_FILE)])
def test_show_tells_every_fact(wanted: str, call: Call) -> None:
    """An edition is shown fact by fact, each with its sentence below it."""
    lines = call("catalogue", "show", wanted).out.splitlines()
    facts = [line.partition(" · ")[0] for line in lines[::2]]
    named = re.findall(r'^id = "([A-Z]+-\d+[a-z]?)"', EDITION_FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(facts) == set(named)
    assert len(facts) == len(set(facts))
    assert all(line.startswith("    ") and line.strip() for line in lines[1::2])


def test_show_follows_the_language(call: Call) -> None:
    """The facts are shown in the language asked for."""
    french, english = (call("catalogue", "show", "tws-v5-2025-04", "--language", each).out for each in ("fr", "en"))
    assert french != english
    assert french.count("\n") == english.count("\n")


def test_valid_file(call: Call) -> None:
    """A file without faults ends with 0 and one line that names it."""
    result = call("catalogue", "validate", EDITION_FILE)
    assert (result.code, result.err, result.out.count("\n")) == (0, "", 1)
    assert str(EDITION_FILE) in result.out


def test_faulty_file_tells_every_fault(tmp_path: Path, call: Call) -> None:
    """A file with three faults ends with 2 and tells each on a line of its own that names file and field."""
    edition = write_edition(
        tmp_path,
        ("format_version = 1", 'format_version = "one"'),
        ('published = "', 'publishd = "'),
    )
    result = call("catalogue", "validate", edition)
    lines = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert all(line.startswith(f"{edition}: ") for line in lines)
    for field in ("format_version", "edition.publishd", "edition.published"):
        assert len([line for line in lines if f" {field}: " in line]) == 1
    assert len(lines) == 3


@pytest.mark.parametrize("content", [b"not toml [", b"\xff\xfe", b""])
def test_file_that_is_no_edition(content: bytes, tmp_path: Path, call: Call) -> None:
    """A file that is no edition at all ends with 2, and every line names it."""
    edition = tmp_path / "bad.toml"
    edition.write_bytes(content)
    result = call("catalogue", "validate", edition)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()
    assert all(line.startswith(f"{edition}: ") for line in result.err.splitlines())


def test_control_characters_of_an_edition_are_spelled_out(tmp_path: Path, call: Call) -> None:
    """An edition whose texts hold control characters reaches the terminal without them."""
    edition = write_edition(tmp_path, ('en = "Edition of the document', r'en = "\u001b[31mEdition of the document'))
    result = call("catalogue", "show", edition)
    assert result.code == 0
    assert "U+001B" in result.out
    assert "\x1b" not in result.out


def test_user_editions_are_listed_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """An edition that a user added is listed and shown by its id; one with faults is listed as such."""
    monkeypatch.setattr("wizard.catalogue.shelf.find_user_folder", lambda: tmp_path)
    write_edition(tmp_path, ('id = "tws-v5-2025-04"', 'id = "own"'), name="own")
    (tmp_path / "broken.toml").write_text("x = 1\n", encoding="utf-8")
    lines = call("catalogue", "list").out.splitlines()
    assert [line.partition(" · ")[0] for line in lines if " · " in line] == ["tws-v5-2025-04", "own"]
    assert [line for line in lines if str(tmp_path / "broken.toml") in line]
    assert call("catalogue", "show", "own").code == 0


def test_hostile_user_editions_are_listed_in_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """Names of files and products: what a terminal would obey is spelled out; a pipe is listed, not waited for."""
    monkeypatch.setattr("wizard.catalogue.shelf.find_user_folder", lambda: tmp_path)
    write_edition(
        tmp_path,
        ('id = "tws-v5-2025-04"', 'id = "evil"'),
        ('product = "', r'product = "\u001b[31m\u009b2J\u202e'),
        name="evil",
    )
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "a\x1bpipe.toml")
    result = call("catalogue", "list")
    assert result.code == 0
    assert "\u2039U+001B\u203a[31m\u2039U+009B\u203a2J\u2039U+202E\u203a" in result.out
    assert not [sign for sign in result.out if sign != "\n" and not sign.isprintable() and sign not in "\u00a0\u202f"]
    assert result.out.count("\n") == (3 if hasattr(os, "mkfifo") else 2)


def test_faults_beyond_a_hundred_are_counted(tmp_path: Path, call: Call) -> None:
    """An edition of ten thousand faults is told in 101 lines; one of a hundred in as many."""
    edition = tmp_path / "x.toml"
    for facts, lines in ((1_000, 101), (15, 100)):
        edition.write_bytes(b"[[facts]]\n" * facts)
        result = call("catalogue", "validate", edition)
        assert (result.code, result.err.count("\n")) == (2, lines)
        assert result.err.endswith(f"{edition}: and 5,910 more fault(s)\n") == (lines == 101)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_pipe_as_an_edition_is_told(tmp_path: Path, call: Call) -> None:
    """By every command that takes a file."""
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for arguments in (("catalogue", "validate"), ("catalogue", "show"), ("assess", SMALL, "--catalogue")):
        result = call(*arguments, pipe)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert "(this is no ordinary file)" in result.err
