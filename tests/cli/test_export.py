"""``export``: which files, under which names, and the same bytes each time."""

import json
from pathlib import Path, PureWindowsPath

import pytest

from tests.cli.conftest import Call
from tests.cli.running import BLOCKED, DAY, SMALL, read_folder, run
from tests.dossier.building import fill_plan, write_file
from tests.dossier.pdf.reading import run_tool
from tests.factories import SHARED
from wizard.cli import export
from wizard.errors import ExportError
from wizard.storage import atomic

_INJECTION = SHARED / "cases" / "injection" / "injection.json"
_NAMES = ["../../x", "..\\..\\x", "C:\\x", "//?/C:/x", "CON", "con.pdf", "NUL", "COM1", "LPT9.xlsx", "x:stream",
          "x. ", "   ", "", ".", "..", "a\0b", "a\u202efdp.exe", "é" * 300, "a/b", "a\\b", "<>:?*", "-rf"]  # fmt: skip


def _write_plan(folder: Path, name: str = "plan.twsplan", **project: object) -> Path:
    path = folder / name
    content = {"format": "tws-preinstall-plan", "format_version": 1, "project": project}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _export(call: Call, plan: Path, out: Path, *more: str) -> list[Path]:
    result = call("export", plan, "--out", out, "--date", DAY, *more)
    assert (result.code, result.err) == (0, "")
    return [Path(line) for line in result.out.splitlines()]


def test_both_languages_make_every_file_twice(tmp_path: Path, call: Call) -> None:
    """``--language both`` makes two dossiers, two of each table and two assessments, all in the folder asked for."""
    files = _export(call, SMALL, tmp_path, "--language", "both")
    endings = sorted("-".join(path.name.rsplit("-", 1)[1:]) for path in files)
    assert endings == ["en.csv", "en.csv", "en.json", "en.pdf", "fr.csv", "fr.csv", "fr.json", "fr.pdf"]
    assert sorted(read_folder(tmp_path)) == sorted(path.name for path in files)
    assert {path.parent for path in files} == {tmp_path}
    assert all(path.read_bytes().startswith(b"%PDF-") for path in files if path.suffix == ".pdf")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_language(language: str, tmp_path: Path, call: Call) -> None:
    """One language makes its own four files, the same as both together make."""
    one = _export(call, SMALL, tmp_path / "one", "--language", language)
    _export(call, SMALL, tmp_path / "both", "--language", "both")
    both = read_folder(tmp_path / "both")
    assert {path.name: path.read_bytes() for path in one} == {
        name: content for name, content in both.items() if f"-{language}." in name
    }
    assert len(one) == 4


@pytest.mark.parametrize(
    ("formats", "endings"),
    [("pdf", [".pdf"]), ("json,csv", [".csv", ".csv", ".json"]), (" csv , csv", [".csv", ".csv"]), ("json", [".json"])],
)
def test_formats(formats: str, endings: list[str], tmp_path: Path, call: Call) -> None:
    """Only the formats asked for are written, each once."""
    files = _export(call, SMALL, tmp_path, "--language", "en", "--formats", formats)
    assert sorted(path.suffix for path in files) == endings
    assert len(read_folder(tmp_path)) == len(endings)


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path, call: Call) -> None:
    """A second export writes nothing new: the same names, the same bytes, in another folder too."""
    first = _export(call, BLOCKED, tmp_path / "a", "--language", "both")
    before = read_folder(tmp_path / "a")
    assert _export(call, BLOCKED, tmp_path / "a", "--language", "both") == first
    assert read_folder(tmp_path / "a") == before
    _export(call, BLOCKED, tmp_path / "b", "--language", "both")
    assert read_folder(tmp_path / "b") == before


def _export_twice(plan: Path, folder: Path) -> list[dict[str, bytes]]:
    """Export in two processes whose sets have other orders and whose clocks stand elsewhere."""
    found = []
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati")):
        env = {"PYTHONHASHSEED": seed, "TZ": zone}
        result = run("export", plan, "--out", folder / seed, "--date", DAY, "--language", "both", env=env)
        assert (result.code, result.err) == (0, "")
        found.append(read_folder(folder / seed))
    return found


def test_files_are_the_same_from_another_process(tmp_path: Path) -> None:
    """With ``--date`` another process writes the same files, byte for byte."""
    first, second = _export_twice(BLOCKED, tmp_path)
    assert first == second
    assert len(first) == 8


def test_full_plan_gives_the_same_files_from_another_process(tmp_path: Path) -> None:
    """So it is for a plan that answers everything, where many words of a column are equally long."""
    plan = write_file(tmp_path, fill_plan(lambda field: f"text {field}"))
    first, second = _export_twice(plan, tmp_path / "out")
    assert first == second


def test_date_is_printed(tmp_path: Path, call: Call) -> None:
    """The dossier bears the date of ``--date``, and another date gives another file."""
    (file,) = _export(call, SMALL, tmp_path, "--language", "en", "--formats", "pdf")
    assert "15 January 2026" in run_tool("pdftotext", "-layout", file, "-")
    call("export", SMALL, "--out", tmp_path, "--date", "2026-02-16", "--language", "en", "--formats", "pdf")
    assert len(read_folder(tmp_path)) == 2


def test_changed_plan_gets_a_new_name(tmp_path: Path, call: Call) -> None:
    """A changed plan of the same reference is written beside the old files, which stay as they are."""
    out = tmp_path / "out"
    _export(call, _write_plan(tmp_path, reference="R-1", customer="A"), out, "--language", "en")
    before = read_folder(out)
    changed = _write_plan(tmp_path, reference="R-1", customer="B", contacts=[{"role": "customer", "present": False}])
    files = _export(call, changed, out, "--language", "en", "--formats", "pdf")
    after = read_folder(out)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == [path.name for path in files]
    assert [path.stem.rpartition("-")[2] for path in files] == ["2"]


def _list_names() -> list[str]:
    given = json.loads(_INJECTION.read_text(encoding="utf-8"))["export_names"] if _INJECTION.is_file() else []
    return list(dict.fromkeys([*_NAMES, *given]))


@pytest.mark.parametrize("field", ["reference", "customer"])
def test_names_are_safe(field: str, tmp_path: Path, call: Call) -> None:
    """Whatever reference or customer is called, the files lie in the folder under names that every system takes."""
    out = tmp_path / "in" / "out"
    for name in _list_names():
        plan = _write_plan(tmp_path, **{field: name})
        files = _export(call, plan, out, "--language", "en", "--formats", "csv,json")
        assert {path.parent for path in files} == {out}
        assert all(path.is_file() for path in files)
        for path in files:
            assert path.name.isascii()
            assert not set(path.name) & set('<>:"/\\|?* \0')
            assert path.name[0].isalnum()
            assert len(path.name) <= 100
            assert not PureWindowsPath(path.name).is_reserved()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "plan.twsplan"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["out"]


def test_plan_without_reference_lends_its_own_name(tmp_path: Path, call: Call) -> None:
    """The files are named after the reference, else the customer, else the plan's file."""
    plan = _write_plan(tmp_path, "Été 26.twsplan")
    (file,) = _export(call, plan, tmp_path / "out", "--language", "en", "--formats", "json")
    assert file.name == "Ete-26-assessment-en.json"
    plan = _write_plan(tmp_path, customer="Ville de Valmont", reference=" ")
    (file,) = _export(call, plan, tmp_path / "out", "--language", "en", "--formats", "json")
    assert file.name == "Ville-de-Valmont-assessment-en.json"


def test_export_into_a_new_nested_folder(tmp_path: Path, call: Call) -> None:
    """The folder asked for is made with those above it."""
    out = tmp_path / "a" / "b" / "ç d"
    files = _export(call, SMALL, out, "--language", "en", "--formats", "json")
    assert [path.parent for path in files] == [out]


@pytest.mark.parametrize("place", ["file", "file/below", "new/" + "a" * 300, "new/a\0b"])
def test_folder_that_cannot_be_made(place: str, tmp_path: Path, call: Call) -> None:
    """A folder that cannot be made ends with 2 and one line naming it; no part of it is left behind."""
    (tmp_path / "file").write_bytes(b"mine")
    result = call("export", SMALL, "--out", tmp_path / place)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert str(tmp_path) in result.err
    assert read_folder(tmp_path) == {"file": b"mine"}


def test_read_only_folder(tmp_path: Path, call: Call) -> None:
    """A folder that nobody may write to ends with 2 and one line; nothing is left in it."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    try:
        (folder / "probe").touch()
    except PermissionError:
        result = call("export", SMALL, "--out", folder)
    else:
        pytest.skip("this user may write to read-only folders (root)")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert read_folder(tmp_path) == {"locked": b"(folder)"}


@pytest.mark.parametrize("failing", [1, 2, 4])
def test_failure_half_way_leaves_nothing(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """Where one of the files cannot be put in place, those written before it and the new folders are gone again."""
    (tmp_path / "there").mkdir()
    done = 0

    def fail_at_last(source: Path, target: Path) -> bool:
        nonlocal done
        done += 1
        if done == failing:
            raise OSError(28, "No space left on device")
        source.replace(target)
        return True

    monkeypatch.setattr(atomic, "_put_in_free_place", fail_at_last)
    result = call("export", SMALL, "--out", tmp_path / "there" / "a" / "b", "--language", "en", "--date", DAY)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert done == failing
    assert read_folder(tmp_path) == {"there": b"(folder)"}


def test_failure_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """A failing export leaves an earlier export in the same folder whole."""
    _export(call, SMALL, tmp_path, "--language", "en", "--formats", "csv")
    before = read_folder(tmp_path)

    def fail(*_: object) -> None:
        raise ExportError("{file}: cannot be written ({reason}).", file="x", reason="y")

    monkeypatch.setattr(atomic, "_put_in_free_place", fail)
    assert call("export", SMALL, "--out", tmp_path, "--language", "en", "--date", DAY).code == 2
    assert read_folder(tmp_path) == before


def test_failing_printer_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """Every file is made before the first is written: where one cannot be made, no folder appears either."""

    def fail(*_: object) -> None:
        raise ExportError("{file}: cannot be written ({reason}).", file="x", reason="y")

    monkeypatch.setattr(export, "make_files", fail)
    assert call("export", SMALL, "--out", tmp_path / "out", "--formats", "json").code == 2
    assert read_folder(tmp_path) == {}
