"""Strict JSON: no duplicate keys, no NaN, no infinite number, no broken Unicode, no bottomless nesting."""

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from wizard.domain.plan.writing import LARGEST_FILE
from wizard.i18n import Message, Plain

DEEPEST = 100
_HOLDERS = (dict, list)
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonFaultError(ValueError):
    """A text that is not the JSON we accept; ``fault`` says what is wrong."""

    def __init__(self, fault: Message) -> None:
        super().__init__(fault.text)
        self.fault = fault


def _refuse_constant(name: str) -> NoReturn:
    raise JsonFaultError(Message("“{name}” is no JSON number").fill(name=name))


def _read_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonFaultError(Message("the number {text} is out of range").fill(text=text[:40]))
    return number


def _read_int(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise JsonFaultError(Message("the number {text} is out of range").fill(text=f"{text[:20]}…")) from error


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise JsonFaultError(Message("the key “{key}” stands twice in one object").fill(key=twice[:80]))
    return found


def _measure_depth(value: Any) -> int:  # noqa: ANN401 - any JSON value
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            child
            for each in level
            if isinstance(each, _HOLDERS)
            for child in (each.values() if isinstance(each, dict) else each)
        ]
    return depth


def _load(text: str, parse_int: Callable[[str], int] = int) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(
            text,
            object_pairs_hook=_read_object,
            parse_constant=_refuse_constant,
            parse_float=_read_float,
            parse_int=parse_int,
        )
    except (JsonFaultError, json.JSONDecodeError):
        raise
    except ValueError:
        # A number of thousands of digits. Python's own reading is many times as fast, but does not name it.
        return _load(text, _read_int)


def read_json(content: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON text (UTF-8, at most 5 MB).

    Raises:
        JsonFaultError: it is not the JSON we accept; says what and, where known, in which line.

    """
    if len(content) > LARGEST_FILE:
        raise JsonFaultError(Message("expected at most 5 MB"))
    try:
        value = _load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise JsonFaultError(Message("expected text in UTF-8")) from error
    except RecursionError as error:
        raise JsonFaultError(Message("nested too deeply")) from error
    except json.JSONDecodeError as error:
        fault = Message("not valid JSON at line {line}, column {column}")
        raise JsonFaultError(fault.fill(line=Plain(error.lineno), column=Plain(error.colno))) from error
    if _measure_depth(value) > DEEPEST:
        raise JsonFaultError(Message("nested too deeply"))
    if _ESCAPED_SURROGATE.search(content):
        _refuse_lone_surrogates(value)
    return value


def _refuse_lone_surrogates(value: Any) -> None:  # noqa: ANN401 - any JSON value
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise JsonFaultError(Message("a text holds half of a Unicode pair")) from error
