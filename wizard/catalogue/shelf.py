"""Where vendor editions are found: those shipped, those a user added, or a file from anywhere."""

import re
from pathlib import Path

from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.loader import load_edition
from wizard.errors import CatalogueError
from wizard.paths import find_resources

_ID = re.compile(r"[A-Za-z0-9-]{1,80}")
PROGRAM = "tws-preinstall"


def find_user_folder() -> Path:
    """Return the folder where a user may add editions, each as ``<id>.toml``."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only needed where the shipped editions do not do

    return user_data_path(PROGRAM, appauthor=False) / "catalogue"


def list_editions() -> list[Path]:
    """Return the files of all known editions, shipped ones first; a shipped edition hides a user's of the same name."""
    shipped = sorted((find_resources() / "catalogue").glob("*.toml"))
    names = {path.name for path in shipped}
    return shipped + [path for path in sorted(find_user_folder().glob("*.toml")) if path.name not in names]


def find_edition(wanted: str | None) -> LoadedEdition:
    """Return the edition of an id, as a plan names it; without an id the newest that is shipped.

    Raises:
        CatalogueError: nobody knows the edition, or it has faults.

    """
    folder = find_resources() / "catalogue"
    if wanted is None or not wanted.strip():
        # Not by their names: another product's edition, or one that is numbered otherwise, may come later in these.
        return max(map(load_edition, folder.glob("*.toml")), key=_date_edition)
    if _ID.fullmatch(wanted):
        shipped = folder / f"{wanted}.toml"
        path = shipped if shipped.is_file() else find_user_folder() / f"{wanted}.toml"
        if path.is_file():
            return _check_name(load_edition(path), wanted)
    known = ", ".join(path.stem for path in list_editions())
    raise CatalogueError("catalogue: no vendor edition “{wanted}” is known; expected one of {known}.",
                         wanted=wanted, known=known)  # fmt: skip


def _date_edition(edition: LoadedEdition) -> tuple[str, str]:
    return edition.catalogue.edition.published, edition.id


def _check_name(edition: LoadedEdition, wanted: str) -> LoadedEdition:
    if edition.id != wanted:
        raise CatalogueError("{file}: edition.id is “{id}”; expected the file's own name, “{wanted}”.",
                             file=str(edition.origin), id=edition.id, wanted=wanted)  # fmt: skip
    return edition


def find_edition_or_file(wanted: str) -> LoadedEdition:
    """Return an edition by id, or from a file when the text names one (it ends in .toml or has a folder)."""
    if wanted.lower().endswith(".toml") or "/" in wanted or "\\" in wanted:
        return load_edition(Path(wanted))
    return find_edition(wanted)
