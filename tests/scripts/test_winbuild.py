"""The build of the Windows program: what it takes in, what it refuses, what the uninstaller removes."""

from pathlib import Path

import pytest
from winbuild import program
from winbuild.carried import CARRIED, find_files, find_unexplained, read_version
from winbuild.contents import is_wanted, list_data, list_modules
from winbuild.packing import list_moves, list_removals
from winbuild.places import CONSOLE, WINDOW
from winbuild.shipped import list_shipped, read_pins
from winbuild.stubs import MARK

from tests.factories import ROOT


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with both programs, in the place of what is built."""
    folder = tmp_path / "tws-preinstall"
    (folder / "_internal").mkdir(parents=True)
    for name in (WINDOW, CONSOLE):
        (folder / name).write_bytes(b"MZ")
    monkeypatch.setattr(program, "PROGRAM", folder)
    return folder


def test_whole_program_is_accepted(built: Path) -> None:
    """Both programs and an ordinary DLL pass."""
    (built / "_internal" / "Qt6Core.dll").write_bytes(b"MZ")
    program.check_program()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("icuuc.dll", b"MZ"),
        ("BCryptPrimitives.dll", b"MZ"),
        ("api-ms-win-core-file-l1-1-0.dll", b"MZ"),
        ("renamed.dll", b"MZ" + MARK),
        ("msvcp140.dll", b"MZ".ljust(64, b"\0") + b"Wine builtin DLL"),
        ("msvcp140.dll", b"MZ".ljust(64, b"\0") + b"Wine placeholder DLL"),
    ],
)
def test_dll_of_wine_or_of_the_tests_is_refused(built: Path, name: str, content: bytes) -> None:
    """By its name or by its content, wherever it lies; the message names it."""
    (built / "_internal" / name).write_bytes(content)
    with pytest.raises(SystemExit, match=name):
        program.check_program()


@pytest.mark.parametrize("name", [WINDOW, CONSOLE])
def test_missing_program_is_refused(built: Path, name: str) -> None:
    """Each of the two programs must be there."""
    (built / name).unlink()
    with pytest.raises(SystemExit, match=name):
        program.check_program()


@pytest.mark.parametrize(("size", "is_refused"), [(1000, False), (1001, True)])
def test_size_has_its_bound(built: Path, monkeypatch: pytest.MonkeyPatch, size: int, is_refused: object) -> None:
    """The folder may be as large as the bound, and no byte larger."""
    monkeypatch.setattr(program, "_LARGEST", 1000)
    (built / "data.bin").write_bytes(bytes(size - 4))
    if is_refused:
        with pytest.raises(SystemExit, match="MB"):
            program.check_program()
    else:
        program.check_program()


def test_stub_sources_carry_the_mark() -> None:
    """Every stub DLL is recognised by what its source puts into it, whatever its name."""
    sources = list((ROOT / "scripts" / "winbuild" / "stubs").glob("*.c"))
    assert sources
    assert all(b'[] = "' + MARK + b'"' in source.read_bytes() for source in sources)


def test_every_module_is_taken_in() -> None:
    """Modules that are imported by name only, commands and pages, and reportlab's bar codes."""
    modules = list_modules(ROOT)
    for name in ("wizard", "wizard.cli.export", "wizard.gui.pages.export", "reportlab.graphics.barcode.code128"):
        assert name in modules
    own = {name for name in modules if name.startswith("wizard")}
    assert len(own) == len(list((ROOT / "wizard").rglob("*.py")))


def test_data_lie_beside_the_modules() -> None:
    """Resources and compiled translations are where wizard.paths looks for them."""
    places = {Path(folder, Path(file).name).as_posix() for file, folder in list_data(ROOT)}
    assert "wizard/resources/samples/snom-only.twsplan" in places
    assert "wizard/translations/fr/LC_MESSAGES/wizard.mo" in places


def test_translations_that_are_not_compiled_are_an_error(tmp_path: Path) -> None:
    """A program without its French is never built."""
    with pytest.raises(FileNotFoundError):
        list_data(tmp_path)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6\\Qt6Core.dll", True),
        ("PySide6\\Qt6Quick.dll", False),
        ("PySide6\\opengl32sw.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qoffscreen.dll", False),
        ("PySide6\\translations\\qtbase_fr.qm", True),
        ("PySide6\\translations\\qtbase_de.qm", False),
        ("wizard\\translations\\fr\\LC_MESSAGES\\wizard.mo", True),
        ("PIL\\_imaging.cp311-win_amd64.pyd", True),
        ("PIL\\_avif.cp311-win_amd64.pyd", False),
    ],
)
def test_unneeded_parts_are_left_out(place: str, wanted: object) -> None:
    """Of Qt and Pillow only what is used; nothing of the program itself is dropped."""
    assert is_wanted(place) is wanted


def test_versions_are_those_of_the_run_time() -> None:
    """What is shipped is pinned as for every other system, and all of it is."""
    run, shipped = read_pins(ROOT / "requirements" / "run.txt"), list_shipped(ROOT)
    assert run
    assert {name: version for name, version in shipped.items() if name != "pyinstaller"} == run


def test_uninstaller_removes_files_before_folders(tmp_path: Path) -> None:
    """File by file, then folders from the deepest; a dollar in a name is no variable."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c$.txt").touch()
    assert list_removals(tmp_path) == [
        'Delete "$INSTDIR\\a\\b\\c$$.txt"',
        'RMDir "$INSTDIR\\a\\b"',
        'RMDir "$INSTDIR\\a"',
    ]


def test_installer_moves_what_lies_at_the_top(tmp_path: Path) -> None:
    """One command for each program and folder, and the uninstaller last: by it a whole program is known."""
    (tmp_path / "_internal" / "a").mkdir(parents=True)
    (tmp_path / "b$.exe").touch()
    assert list_moves(tmp_path) == [
        '!insertmacro MOVE "_internal"',
        '!insertmacro MOVE "b$$.exe"',
        '!insertmacro MOVE "uninstall.exe"',
    ]


def test_every_library_belongs_to_a_component(tmp_path: Path) -> None:
    """A DLL that nobody has a licence for is named; modules of Python belong to their distributions."""
    for name in ("libssl-3.dll", "QT6Core.dll", "vcruntime140_1.dll", "python311.dll", "_ssl.pyd", "strange.dll"):
        (tmp_path / name).touch()
    assert find_unexplained(tmp_path) == ["strange.dll"]
    assert [file.name for file in find_files(tmp_path, CARRIED[0])] == ["libssl-3.dll"]


def test_version_is_read_from_the_resource(tmp_path: Path) -> None:
    """The product's version as its makers wrote it; None where there is none."""
    (tmp_path / "a.dll").write_bytes("ProductVersion\0\0003.0.13\0".encode("utf-16-le"))
    (tmp_path / "b.dll").write_bytes(b"MZ")
    assert [read_version(tmp_path / name) for name in ("a.dll", "b.dll")] == ["3.0.13", None]
