"""Editions that weigh little and would cost much: told before they are parsed, or by their first hundred faults."""

from pathlib import Path

import pytest

from tests.factories import EDITION_FILE, tell_error
from wizard.catalogue.loader import MOST_TOLD, FaultyCatalogueError, load_edition
from wizard.catalogue.toml_bounds import LARGEST_FILE, MOST_PARTS, MOST_VALUES, find_excess
from wizard.errors import CatalogueError
from wizard.i18n import get_translator


def _tell(text: str) -> str | None:
    found = find_excess(text)
    return None if found is None else get_translator("en")(found)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("form", ["{key} = 1", "[{key}]", "[[{key}]]", "b = {{ {key} = 1 }}", "\n\n{key}\t= 2"])
@pytest.mark.parametrize("dot", [".", " . ", '."b".', ".'b c.d'\t."])
def test_key_has_at_most_eight_parts(form: str, dot: str) -> None:
    """Bare or quoted, in a table's head or before a value; the line is told."""
    step = (dot.count("b") and 2) or 1
    for parts in (MOST_PARTS - 1, MOST_PARTS, MOST_PARTS + step):
        key = dot.join(["a"] * ((parts - 1) // step + 1))
        count = 1 + ((parts - 1) // step) * step
        line = 3 if form.startswith("\n") else 1
        expected = f"expected keys of at most 8 parts (line {line})" if count > MOST_PARTS else None
        assert _tell(form.format(key=key)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a = 'a.b.c.d.e.f.g.h.i.j.k.l'",
        'a = "a.b.c.d.e.f.g.h.i.j.k.l \\" a.b.c.d.e.f.g.h.i.j"',
        '# a.b.c.d.e.f.g.h.i.j.k.l = "\na = 1',
        'a = """\na.b.c.d.e.f.g.h.i.j.k = 1 " \'\'\' "" \\""" a.b.c.d.e.f.g.h.i.j\n"""""\nb = 1',
        "a = '''\na.b.c.d.e.f.g.h.i.j.k = 1 '' \"\"\" '''''\nb = 1",
        "a.b.c.d = 1.5\ne.f.g.h = 1979-05-27T07:32:00.999Z",
    ],
)
def test_dots_in_strings_and_comments_do_not_count(text: str) -> None:
    """A text may hold whatever it likes."""
    assert _tell(text) is None


def test_string_that_is_not_closed_hides_nothing() -> None:
    """The parser stops there: what follows on the next line counts, as the parser might see it."""
    assert _tell('a = "open\n' + "a." * 20 + "a = 1") == "expected keys of at most 8 parts (line 2)"


def test_values_are_counted() -> None:
    """Keys, entries and tables together; both sides of the bound."""
    assert _tell("a=1\n" * MOST_VALUES) is None
    assert _tell("a=1\n" * (MOST_VALUES + 1)) == "expected at most 40,000 keys, tables and list entries"
    assert _tell("[[facts]]\n" * 480_000) == "expected at most 40,000 keys, tables and list entries"


def test_shipped_edition_is_far_from_the_bounds() -> None:
    """Six editions in one would still be read."""
    text = EDITION_FILE.read_text(encoding="utf-8")
    assert len(text.encode()) * 6 < LARGEST_FILE
    assert find_excess(text * 6) is None


# Each of these took up to hours and gigabytes, or ended in a traceback.
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a" + b".a" * 40_000 + b"=1\n", "expected keys of at most 8 parts (line 1)."),
        (b"[a" + b".a" * 400_000 + b"]\n", "expected keys of at most 8 parts (line 1)."),
        (b"".join(b"k%d=1\n" % number for number in range(80_000)), "expected at most 40,000 keys"),
        (b"a = 0x" + b"f" * 3_600 + b"\n", "a number is out of range."),
        (b"a = [1, 0b" + b"1" * 100_000 + b"]\n", "a number is out of range."),
        (b"#" * (LARGEST_FILE + 1), "expected at most 1 MB."),
    ],
)
def test_bomb_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    """One error that names the file and what is too much."""
    path = _write(tmp_path / "x.toml", content)
    with pytest.raises(CatalogueError) as caught:
        load_edition(path)
    assert tell_error(caught.value).startswith(f"{path}: {expected}")


def test_largest_file_is_read(tmp_path: Path) -> None:
    """An edition of exactly 1 MB."""
    content = EDITION_FILE.read_bytes()
    path = _write(tmp_path / "x.toml", content + b"#" * (LARGEST_FILE - len(content)))
    assert load_edition(path).id == "tws-v5-2025-04"


def test_first_hundred_faults_are_told_and_the_others_counted(tmp_path: Path) -> None:
    """Ten thousand empty facts miss seven keys each, and the rest of the edition is missing too."""
    path = _write(tmp_path / "x.toml", b"[[facts]]\n" * 10_000)
    with pytest.raises(FaultyCatalogueError) as caught:
        load_edition(path)
    assert (len(caught.value.faults), caught.value.total) == (MOST_TOLD, 60_010)
    assert tell_error(caught.value).startswith(f"{path}: 60,010 fault(s) in this vendor edition; first: format: ")
