"""Where the product's data lies, in a checkout, an installed wheel and a packaged program alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find_data(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def find_resources() -> Path:
    """Return the folder of the vendor editions, samples and fonts."""
    return _find_data("resources")


def find_translations() -> Path:
    """Return the gettext folder: ``<language>/LC_MESSAGES/wizard.mo``."""
    return _find_data("translations")


def list_samples() -> list[Path]:
    """Return the sample plans that are shipped."""
    return sorted((find_resources() / "samples").glob("*.twsplan"))
