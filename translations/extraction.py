"""The source sentences of the code, as Babel finds them: every first argument of a message or of an error."""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

# A date that changed with each run would only make noise in the history.
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, None] = dict.fromkeys(
    (
        "Message",
        "WizardError",
        "PlanError",
        "CatalogueError",
        "UsageError",
        "ExportError",
        "CertificateError",
        "__init__",
    )
)


def extract_sources() -> Catalog:
    """Return all source sentences with the places they come from."""
    catalog = Catalog(project="tws-preinstall", charset="utf-8", header_comment="")
    found = extract_from_dir(str(ROOT / "wizard"), [("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, comments, _ in sorted(found, key=lambda each: (each[0], each[1])):
        if isinstance(message, str) and message:
            catalog.add(message, locations=[(f"wizard/{file}", None)], auto_comments=comments)  # type: ignore[list-item]
    return catalog


def list_translations() -> dict[str, Path]:
    """Return the translations by language."""
    return {path.parents[1].name: path for path in sorted((ROOT / "translations").glob("*/LC_MESSAGES/wizard.po"))}


def read_translation(path: Path, language: str) -> Catalog:
    """Return a translation."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update_translation(path: Path, language: str) -> None:
    """Bring a translation up to the code: new sentences empty, those no longer used dropped."""
    catalog = read_translation(path, language) if path.exists() else Catalog(locale=language, charset="utf-8")
    catalog.update(extract_sources(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# French for tws-preinstall; source strings are English in the code."
    catalog.project, catalog.version, catalog.fuzzy = "tws-preinstall", "1", False
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "tws-preinstall"
    catalog.creation_date = catalog.revision_date = _UNDATED
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
