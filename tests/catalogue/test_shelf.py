"""Where editions are found: shipped, added by the user, or a file from anywhere."""

from pathlib import Path

import platformdirs
import pytest

from tests.factories import EDITION_FILE, tell_error, write_edition
from wizard.catalogue import shelf
from wizard.catalogue.shelf import find_edition, find_edition_or_file, find_user_folder, list_editions
from wizard.errors import CatalogueError

SHIPPED = "tws-v5-2025-04"


@pytest.fixture
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the user a folder of editions that is not the real one."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    folder = find_user_folder()
    folder.mkdir(parents=True)
    return folder


def test_user_s_folder_is_the_program_s_own(tmp_path: Path, user_folder: Path) -> None:
    """A user adds editions in a folder below the program's data."""
    assert user_folder == tmp_path / "data" / "catalogue"


@pytest.mark.parametrize("wanted", [None, "", "  ", SHIPPED])
def test_shipped_edition_is_found(wanted: str | None) -> None:
    """The shipped edition is found by its id, and taken where a plan names none."""
    assert find_edition(wanted).origin == EDITION_FILE


@pytest.mark.parametrize(("published", "newest"), [("2025-05", "tws-v10"), ("2025-03", SHIPPED)])
def test_newest_edition_is_the_one_published_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: str, newest: str
) -> None:
    """Without an id the edition published last is taken, whichever name comes last: “tws-v10” is before “tws-v5”."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    write_edition(folder, name=SHIPPED)
    changes = (f'id = "{SHIPPED}"', 'id = "tws-v10"'), ('published = "2025-04"', f'published = "{published}"')
    write_edition(folder, *changes, name="tws-v10")
    monkeypatch.setattr(shelf, "find_resources", lambda: tmp_path)
    assert find_edition(None).id == newest


def test_edition_of_the_user_is_found(user_folder: Path) -> None:
    """An edition that the user added is found by its id, and listed after those shipped."""
    path = write_edition(user_folder, (f'id = "{SHIPPED}"', 'id = "tws-v6"'), name="tws-v6")
    assert find_edition("tws-v6").id == "tws-v6"
    assert list_editions()[-1] == path
    assert EDITION_FILE in list_editions()


def test_shipped_edition_hides_one_of_the_same_name(user_folder: Path) -> None:
    """A file of the user with a shipped name changes nothing: the shipped one is taken, and listed once."""
    write_edition(user_folder, ("voices_per_core = 8", "voices_per_core = 9"), name=SHIPPED)
    assert find_edition(SHIPPED).catalogue.media.voices_per_core == 8
    assert [path for path in list_editions() if path.name == f"{SHIPPED}.toml"] == [EDITION_FILE]


@pytest.mark.parametrize("wanted", ["tws-v9", "../../x", "..", "/etc/passwd", "a/b", "a\\b", "a\nb", "a\0b", "x" * 200])
def test_unknown_id_is_refused_and_the_known_ones_are_named(user_folder: Path, wanted: str) -> None:
    """An id that nobody knows, or that is none, is refused; no file outside the two folders is tried."""
    outside = write_edition(user_folder.parent.parent, name="x")
    with pytest.raises(CatalogueError) as caught:
        find_edition(wanted)
    assert outside.is_file()
    assert SHIPPED in tell_error(caught.value)
    assert wanted in tell_error(caught.value)


def test_missing_user_folder_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who never added an edition has no such folder: the shipped ones are listed."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "absent")
    assert list_editions() == [EDITION_FILE]


def test_file_from_anywhere_is_taken_where_the_text_names_one(tmp_path: Path) -> None:
    """A text that ends in .toml or has a folder is a file; any other is an id."""
    path = write_edition(tmp_path, ("voices_per_core = 8", "voices_per_core = 9"))
    assert find_edition_or_file(str(path)).catalogue.media.voices_per_core == 9
    assert find_edition_or_file(SHIPPED).origin == EDITION_FILE
    for wanted in (str(tmp_path / "absent.toml"), "folder/absent", "absent.TOML"):
        with pytest.raises(CatalogueError, match="cannot be read"):
            find_edition_or_file(wanted)


def test_edition_under_another_name_is_refused(user_folder: Path) -> None:
    """A file whose edition calls itself something else is not taken for the one that was asked for."""
    write_edition(user_folder, (f'id = "{SHIPPED}"', 'id = "tws-v7"'), name="tws-v6")
    with pytest.raises(CatalogueError) as caught:
        find_edition("tws-v6")
    assert "tws-v7" in tell_error(caught.value)
