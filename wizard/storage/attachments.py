"""The plan inside a dossier: read from the files attached to a PDF, by a child process in bounds."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from wizard.domain.faults import describe_os_error
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import PlanError
from wizard.foreign_files import open_foreign
from wizard.i18n import Message
from wizard.storage.pdf_child import CALL, FOUND, LARGEST_PDF, READY, WITHOUT
from wizard.storage.plan_files import read_plan

if TYPE_CHECKING:
    from subprocess import Popen

Stop = Callable[[], object]
# The first start on a slow machine, its antivirus program at work; reading a dossier takes some milliseconds.
_START_SECONDS = 30.0
_READ_SECONDS = 3.0
# State and name of what was found.
_LONGEST_LINE = 1_000
NO_READER = Message("the program’s reader of PDFs does not start")


def read_attached_plan(path: Path, told_stop: Callable[[Stop], object] | None = None) -> Plan:
    """Return the first plan attached to a PDF; ``told_stop`` is given what ends the reading at once.

    Raises:
        PlanError: the PDF cannot be read, costs more memory or time than any dossier, or holds no plan, or one that
            cannot be used.

    """
    try:
        told = _ask_child(path, told_stop)
    except (OSError, ValueError) as error:
        raise _refuse(path, describe_os_error(error)) from error
    line, _, content = told.partition(b"\n")
    try:
        state, name = json.loads(line)
    # What a child that PDFium has ended did not get to say.
    except ValueError:
        raise PlanError("{file}: this PDF cannot be read: it takes more memory or time than any dossier.",
                        file=str(path)) from None  # fmt: skip
    if state == WITHOUT:
        raise PlanError("{file}: this PDF holds no plan.", file=str(path))
    if state != FOUND:
        raise PlanError("{file}: this is no PDF that can be read.", file=str(path))
    return read_plan(content, f"{path} › {name}")


def _refuse(path: Path, reason: Message | str) -> PlanError:
    return PlanError("{file}: cannot be read ({reason}).", file=str(path), reason=reason)


def _ask_child(path: Path, told_stop: Callable[[Stop], object] | None) -> bytes:
    """Return what the child tells of a PDF: nothing where it was ended before."""
    source = open_foreign(path)
    try:
        if os.fstat(source).st_size > LARGEST_PDF:
            raise PlanError("{file}: this PDF is larger than 100 MB.", file=str(path))
        child = _start_child(source)
    finally:
        os.close(source)
    with child:
        try:
            if told_stop is not None:
                told_stop(child.kill)
            if _read_in_time(child, 1, _START_SECONDS) != READY:
                raise _refuse(path, NO_READER)
            # One byte more than a plan may have is refused as such.
            return _read_in_time(child, _LONGEST_LINE + LARGEST_FILE + 1, _READ_SECONDS)
        finally:
            child.kill()


def _start_child(source: int) -> "Popen[bytes]":
    import subprocess  # noqa: PLC0415 - only where a PDF is opened

    words, environment = [sys.executable], dict(os.environ)
    if not getattr(sys, "frozen", False):
        # Not from the working folder (-P), but from where this very program came.
        words += ["-P", "-m", "wizard"]
        home = str(Path(__file__).resolve().parents[2])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (home, environment.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 - the program itself, with fixed words
        [*words, CALL, str(LARGEST_FILE + 1)],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        # No console flashes up; there on Windows only.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _read_in_time(child: "Popen[bytes]", most: int, seconds: float) -> bytes:
    """Return what a child says, up to a length or until it ends, which it does at the latest when its time is over."""
    clock = Timer(seconds, child.kill)
    clock.daemon = True
    clock.start()
    try:
        return child.stdout.read(most) if child.stdout else b""
    finally:
        clock.cancel()
        clock.join()
