"""Check every translation against the code: complete, nothing fuzzy or stale, same placeholders, French typography.

usage: verify.py [--update]   (--update first brings the files up to the code, new sentences left empty)
"""

import re
import sys
from collections.abc import Iterator

from extraction import extract_sources, list_translations, read_translation, update_translation

_PLACEHOLDER = re.compile(r"\{[a-z_]*\}|%\([a-z_]+\)[rs]|%s")
# An ordinary space where French wants one that does not break, and none at all before double punctuation.
_FRENCH_FAULTS = re.compile(r" [:;!?»]|« |[^\s\u00a0\u202f\d/{}][;!?»]|[^\W\d_](?::)(?!//)|'")
# Addresses, drives and Python's own placeholders.
_FRENCH_EXEMPT = re.compile(r"https?:|\bD:|%\([a-z_]+\)r")


def find_faults(language: str) -> Iterator[str]:
    """Yield what is wrong with one translation, a sentence a fault."""
    sources = {str(message.id) for message in extract_sources() if message.id}
    translated = {
        str(message.id): message for message in read_translation(list_translations()[language], language) if message.id
    }
    for source in sorted(sources - translated.keys()):
        yield f"not there: {source!r}"
    for source in sorted(translated.keys() - sources):
        yield f"no longer used: {source!r}"
    for source in sorted(sources & translated.keys()):
        message = translated[source]
        if not message.string or message.fuzzy:
            yield f"not translated: {source!r}"
        elif sorted(_PLACEHOLDER.findall(source)) != sorted(_PLACEHOLDER.findall(str(message.string))):
            yield f"placeholders differ: {source!r}"
        elif language == "fr" and _is_typed_badly(str(message.string)):
            yield f"typography: {message.string!r}"


def _is_typed_badly(text: str) -> bool:
    return bool(_FRENCH_FAULTS.search(text)) and not _FRENCH_EXEMPT.search(text)


def verify(arguments: list[str]) -> int:
    """Print all faults of all translations; return 1 where there is one."""
    faults = 0
    for language, path in list_translations().items():
        if "--update" in arguments:
            update_translation(path, language)
        found = list(find_faults(language))
        faults += len(found)
        print("\n".join([f"{language}: {fault}" for fault in found] or [f"{language}: complete"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(verify(sys.argv[1:]))
