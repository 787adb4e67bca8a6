"""The product's exceptions: each is one sentence for the user, kept as text and parameters to be translated."""

from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb, format_tb


class WizardError(Exception):
    """Something the user can mend: names what, where and what was expected.

    ``text`` is the English source sentence with named placeholders, ``params`` fills them.
    """

    def __init__(self, text: str, **params: object) -> None:
        super().__init__(text)
        self.text = text
        self.params = params

    def __str__(self) -> str:
        """Return the sentence in English, for logs and tests."""
        return _fill(self.text, self.params)


def _fill(text: str, params: Mapping[str, object]) -> str:
    return text.format_map({name: _plain(value) for name, value in params.items()})


def _plain(value: object) -> object:
    # Sentences stand inside sentences; this module lies below the one that knows them.
    text, params = getattr(value, "text", None), getattr(value, "params", None)
    return _fill(text, params) if isinstance(text, str) and isinstance(params, Mapping) else value


class PlanError(WizardError):
    """A plan file that cannot be used."""


class CatalogueError(WizardError):
    """A vendor edition that cannot be used."""


class CertificateError(WizardError):
    """A certificate file that cannot be used."""


class UsageError(WizardError):
    """A call of the command line that cannot be carried out."""


class ExportError(WizardError):
    """A file that cannot be written."""


def name_bug(error: BaseException) -> str:
    """Return what kind of error a bug raised: never its text, which may hold answers; of the system its own words."""
    kind = type(error).__qualname__
    return f"{kind}, {error.strerror}" if isinstance(error, OSError) and error.strerror else kind


def find_bug(error: BaseException) -> str:
    """Return where in the program a bug is, innermost, as file and line."""
    package = Path(__file__).parent
    frames = [(Path(each.filename), each.lineno) for each in extract_tb(error.__traceback__)]
    ours = [(file, line) for file, line in frames if file.is_relative_to(package)] or frames
    if not ours:
        return package.name
    file, line = ours[-1]
    return f"{file.relative_to(package.parent).as_posix() if file.is_relative_to(package) else file.name}:{line}"


def trace_bug(error: BaseException) -> str:
    """Return where a bug was on its way up and of what kind it is, in lines, for logs and the console."""
    return "".join([*format_tb(error.__traceback__), f"{type(error).__qualname__}\n"])
