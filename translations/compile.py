"""Compile the translations, and turn the vendor editions into JSON; the build runs this too, and ships none stale."""

import json
import tomllib
import zlib
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_HERE = Path(__file__).resolve().parent
_EDITIONS = _HERE.parent / "resources" / "catalogue"


def compile_one(source: Path) -> Path:
    """Compile one catalogue beside its source and return the result."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parents[1].name, abort_invalid=True)
    target = source.with_suffix(".mo")
    with target.open("wb") as compiled:
        write_mo(compiled, catalogue)
    return target


def compile_all(folder: Path = _HERE) -> list[Path]:
    """Compile every language; a language without its catalogue, or no language at all, is an error."""
    languages = sorted(folder.glob("*/LC_MESSAGES"))
    if not languages:
        raise FileNotFoundError(f"no <language>/LC_MESSAGES folder in {folder}")
    return [compile_one(language / "wizard.po") for language in languages]


def translate_edition(source: Path) -> Path:
    """Write an edition (TOML) as JSON beside its source, below the source's checksum, and return the result.

    The window reads it in a twentieth of the time; the program checks it as strictly as the TOML.
    """
    content = source.read_bytes()
    text = json.dumps(tomllib.loads(content.decode("utf-8")), default=str)
    target = source.with_suffix(".json")
    # CRC-32 and length, as wizard.catalogue.translated reads them.
    checksum = f"{zlib.crc32(content):08x} {len(content)}"
    target.write_text(f"{checksum}\n{text}", encoding="utf-8", newline="\n")
    return target


def translate_editions(folder: Path = _EDITIONS) -> list[Path]:
    """Translate every edition that is shipped."""
    return [translate_edition(source) for source in sorted(folder.glob("*.toml"))]


class TranslationsHook(BuildHookInterface[BuilderConfig]):
    """Gives a wheel the data that lies beside the package in a checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; an editable install finds the data in the checkout, any other wheel carries it."""
        root = Path(self.root)
        translations = root / "translations"
        compiled = compile_all(translations)
        # They lie among the resources, which are carried whole.
        translate_editions(root / "resources" / "catalogue")
        if version == "editable":
            return
        included = build_data["force_include"]
        included[str(root / "resources")] = "wizard/resources"
        for file in compiled:
            included[str(file)] = f"wizard/translations/{file.relative_to(translations).as_posix()}"


if __name__ == "__main__":
    for path in (*compile_all(), *translate_editions()):
        print(path.relative_to(_HERE.parent))
