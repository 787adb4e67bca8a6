"""Reading a vendor edition: strict, and its faults at once."""

import json
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from wizard.catalogue.checks import check_edition
from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.schema import Catalogue
from wizard.catalogue.toml_bounds import LARGEST_FILE, TOO_LARGE, find_excess
from wizard.catalogue.translated import find_translated
from wizard.domain.encodings import unwrap_utf8
from wizard.domain.faults import Faults, describe_os_error, list_faults
from wizard.errors import CatalogueError
from wizard.foreign_files import read_foreign
from wizard.i18n import Message

# More at once help nobody, and wording each takes its time.
MOST_TOLD = 100
FAULT = Message("{field}: {fault}")


class FaultyCatalogueError(CatalogueError):
    """An edition with faults: how many, and the first of them each as a message of its own."""

    def __init__(self, path: Path, faults: Faults) -> None:
        told = [FAULT.fill(field=field, fault=fault) for field, fault in faults.told]
        super().__init__(
            "{file}: {count} fault(s) in this vendor edition; first: {first}.",
            file=str(path),
            count=faults.total,
            first=told[0],
        )
        self.faults, self.total = told, faults.total


def _read_file(path: Path) -> bytes:
    try:
        content = read_foreign(path, LARGEST_FILE + 1)
    # ValueError: a name that no file can have.
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise CatalogueError("{file}: this vendor edition cannot be read ({reason}).",
                             file=str(path), reason=reason) from error  # fmt: skip
    if len(content) > LARGEST_FILE:
        raise CatalogueError("{file}: {fault}.", file=str(path), fault=TOO_LARGE)
    return content


def _read_toml(path: Path, content: bytes) -> dict[str, object]:
    import tomllib  # noqa: PLC0415 - not needed for an edition that the build has translated

    try:
        text = unwrap_utf8(content).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError("{file}: expected text in UTF-8.", file=str(path)) from error
    excess = find_excess(text)
    if excess is not None:
        raise CatalogueError("{file}: {fault}.", file=str(path), fault=excess)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise CatalogueError("{file}: nested too deeply.", file=str(path)) from error
    # Not TOML, or a number of thousands of digits.
    except ValueError as error:
        raise CatalogueError("{file}: not valid TOML ({reason}).", file=str(path), reason=str(error)) from error


def _write_json(path: Path, content: dict[str, object]) -> str:
    # Strict validation takes lists for tuples in JSON only.
    try:
        return json.dumps(content, default=str)
    except RecursionError as error:
        raise CatalogueError("{file}: nested too deeply.", file=str(path)) from error
    # Hexadecimal digits by the thousand can be read, but not written in tens.
    except ValueError as error:
        raise CatalogueError("{file}: a number is out of range.", file=str(path)) from error


@cache
def load_edition(path: Path) -> LoadedEdition:
    """Read and check a vendor edition (TOML; UTF-8, or UTF-16 with its mark).

    Raises:
        FaultyCatalogueError: it breaks the schema or contradicts itself; holds the first hundred faults.
        CatalogueError: it cannot be read or is not TOML.

    """
    content = _read_file(path)
    text = find_translated(path, content) or _write_json(path, _read_toml(path, content))
    try:
        catalogue = Catalogue.model_validate_json(text)
    except ValidationError as error:
        found = list_faults(Catalogue, error.errors(include_url=False, include_input=False), MOST_TOLD)
        raise FaultyCatalogueError(path, found) from None
    faults = check_edition(catalogue)
    if faults:
        raise FaultyCatalogueError(path, Faults(faults[:MOST_TOLD], len(faults)))
    return LoadedEdition(catalogue, path)
