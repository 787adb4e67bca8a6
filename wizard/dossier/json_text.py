"""A value as JSON that is safe to be shown: what would act on a terminal, or hide, stands as its escape."""

import json
import re
import unicodedata

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def write_json(value: object, indent: int | None = 1) -> str:
    r"""Return a value as JSON text: letters as they are, controls and changes of direction escaped (\u202e)."""
    # Within a JSON text such signs stand in strings alone, where an escape means the same.
    return _BEYOND_ASCII.sub(_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign.isprintable() or unicodedata.category(sign) == "Zs":
        return sign
    return json.dumps(sign)[1:-1]
