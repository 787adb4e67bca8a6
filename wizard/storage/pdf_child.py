"""The program's other self: it reads the plan attached to a PDF, in bounds, and tells it through its standard output.

A PDF of two kilobytes can unpack to gigabytes, and PDFium then ends the program that it runs in: it must not be the
one that holds the user's answers. Nothing is read but standard input, and nothing is written but standard output.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from wizard.storage.confinement import confine_self

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# The first argument of such a call; the second is how many bytes of the plan are wanted.
CALL = "--read-the-plan-attached-to-standard-input"
READY = b"+"
ENDING = ".twsplan"
LARGEST_PDF = 100_000_000
# As they are told, the plan following in the last case.
BROKEN, WITHOUT, FOUND = "broken", "without", "found"
_MOST_ATTACHMENTS = 1_000
_LONGEST_NAME = 80
_MEMORY = 256 * 1024 * 1024
_SECONDS = 10
_CHUNK = 1 << 20
_FAILED = 1


def is_called(arguments: Sequence[str]) -> bool:
    """Say whether the program is called to read a PDF's plan."""
    return arguments[:1] == [CALL]


def run(most: int) -> NoReturn:
    """Read the PDF on standard input, tell what it holds, ``most`` bytes of the plan, and end.

    What is told: ``READY`` once the reading begins, a line of JSON (state, name), and the plan as it is attached.
    """
    code = _FAILED
    try:
        source, sink = _find_streams()
        confine_self(_MEMORY, _SECONDS)
        import pypdfium2  # noqa: F401, PLC0415 - loaded in bounds, and before the clock of the reading runs

        _write(sink, READY)
        state, name, plan = _read(_read_whole(source), most)
        _write(sink, json.dumps([state, name]).encode() + b"\n" + plan)
        code = 0
    finally:
        # Without clearing up: the memory may be at its end.
        os._exit(code)


def _find_streams() -> tuple[int, int]:
    """Return the descriptors of standard input and output; a Windows program without a console has only handles."""
    if sys.platform != "win32":
        return 0, 1
    import ctypes  # noqa: PLC0415 - needed on Windows only
    import msvcrt  # noqa: PLC0415 - as above

    kernel = ctypes.WinDLL("kernel32")
    kernel.GetStdHandle.restype = ctypes.c_void_p
    source, sink = (kernel.GetStdHandle(number) or 0 for number in (-10, -11))
    return msvcrt.open_osfhandle(source, os.O_BINARY), msvcrt.open_osfhandle(sink, os.O_BINARY)


def _read_whole(source: int) -> bytes:
    parts, left = [], LARGEST_PDF
    while left > 0 and (part := os.read(source, min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _write(sink: int, content: bytes) -> None:
    while content:
        content = content[os.write(sink, content) :]


def _read(content: bytes, most: int) -> tuple[str, str, bytes]:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - loaded in bounds

    try:
        found = _find_plan(PdfDocument(content), most)
    # ValueError: an attachment's name that is no text.
    except (PdfiumError, ValueError):
        return BROKEN, "", b""
    return (WITHOUT, "", b"") if found is None else (FOUND, *found)


def _find_plan(document: "PdfDocument", most: int) -> tuple[str, bytes] | None:
    for number in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = document.get_attachment(number)
        name = attachment.get_name()
        if name.lower().endswith(ENDING):
            return name[:_LONGEST_NAME], bytes(memoryview(attachment.get_data())[:most])
    return None
