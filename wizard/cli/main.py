"""Where the command line starts: arguments, languages, exit codes."""

import argparse
import gettext
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wizard import __version__
from wizard.cli.streams import CANNOT_WRITE, CLOSED, ReaderGoneError, prepare_streams
from wizard.errors import ExportError, UsageError, WizardError, find_bug, name_bug
from wizard.i18n import LANGUAGES, Message, Translator, get_translator, guess_language
from wizard.paths import find_translations

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

PROGRAM = "tws-preinstall"
DONE, UNUSABLE = 0, 2
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}([- ]?)[0-9A-Za-z]{4}\1[0-9A-Za-z]{4}(?![0-9A-Za-z])")
# What shells give for a program that Ctrl+C has ended: 128 and the signal's number.
INTERRUPTED = 130
STOPPED = Message("Stopped by Ctrl+C.")
MISTAKE = Message("The program made a mistake ({kind} in {place}); please report this line.")
COMMANDS = {
    "assess": Message("print the assessment of a plan"),
    "export": Message("write the dossier's files"),
    "check": Message("run the local checks and keep what they measure in the plan"),
    "evidence": Message("list a plan's measurements, remove some, or have those kept apart count"),
    "listen": Message("open the ports that flows lead to for a while, so that these can be proven"),
    "prove": Message("prove the flows against a listening machine"),
    "samples": Message("list the sample plans, or write them to a folder"),
    "catalogue": Message("list, show or validate vendor editions"),
    "schema": Message("print a JSON Schema"),
}
DESCRIPTION = Message(
    "Pre-installation wizard for Akio TWS v5: from a plan's answers to a sourced assessment and a dossier."
)


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are our one-line errors."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("{program}: {message}", program=self.prog, message=hide_codes(message))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse itself would keep a full disk to itself.
        if message:
            (file or sys.stderr).write(message)


def hide_codes(text: str) -> str:
    """Return a text without the one-time codes that were typed in the wrong place of a call: it may go to a log."""
    return _CODE.sub(lambda found: "…" if _is_code(found[0], found[1]) else found[0], text)


def _is_code(text: str, between: str) -> bool:
    # In groups a mistyped one too; twelve letters on end may be a word.
    from wizard.checks.proof.code import read_code

    if between and any(each.isdigit() for each in text):
        return True
    try:
        return bool(read_code(text))
    except WizardError:
        return False


def choose_language(arguments: Sequence[str]) -> str:
    """Return the language of messages: that of ``--language``, else the system's, else French."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--language=") else ""
        if argument == "--language" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return guess_language()


def _speak(language: str) -> None:
    # argparse takes its own words from the global gettext domain; LANGUAGE tells it which language.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("wizard", str(find_translations()))
    gettext.textdomain("wizard")


def make_parser(command: str | None, say: Translator) -> argparse.ArgumentParser:
    """Return the parser, with the arguments of the one command that is asked for."""
    parser = _Parser(prog=PROGRAM, description=say(DESCRIPTION))
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, told in COMMANDS.items():
        child = commands.add_parser(name, help=say(told), description=say(told))
        if name == command:
            import_module(f"wizard.cli.{name}").add_arguments(child, say)
    return parser


def find_plan(arguments: Sequence[str]) -> Path | None:
    """Return the plan that a call without a command names; None where it names none.

    A word that is neither a file nor looks like one is a command that was mistyped, no plan.
    """
    if len(arguments) != 1 or arguments[0] in COMMANDS or arguments[0].startswith("-"):
        return None
    path = Path(arguments[0])
    looks_like_file = path.suffix.lower() == ".twsplan" or len(path.parts) > 1
    return path if looks_like_file or os.path.lexists(path) else None


def has_display() -> bool:
    """Say whether there is a screen for a window, as far as the environment tells."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def load_window() -> Callable[[Path | None], int] | None:
    """Return what opens the window on a plan, or on none, and gives its exit code; None where there is no Qt.

    Raises:
        UsageError: Qt is there but cannot be loaded, for want of a system library for instance; says which.

    """
    from wizard.gui.loading import load_undisturbed

    try:
        with load_undisturbed():
            from wizard.gui.app import run_window
    except ModuleNotFoundError:
        return None
    except ImportError as error:
        raise UsageError("The window cannot be opened ({reason}).", reason=str(error)) from error
    return run_window


def open_window(plan: Path | None) -> int | None:
    """Open the window and return its exit code; None where there is no screen or no Qt.

    Raises:
        UsageError: as ``load_window``.

    """
    run_window = load_window() if has_display() else None
    return None if run_window is None else run_window(plan)


def check_command(arguments: Sequence[str]) -> None:
    """Refuse a call that names no command.

    Raises:
        UsageError: it lists the commands.

    """
    known = ", ".join(COMMANDS)
    if not arguments:
        raise UsageError("Expected a command, one of {commands}; see --help.", commands=known)
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise UsageError("“{command}” is no command; expected one of {commands}.",
                         command=arguments[0][:200], commands=known)  # fmt: skip


def main(arguments: Sequence[str], *, has_output: bool = True) -> int:
    """Carry out one call and return its exit code (contract, "Exit codes"); without an output it has no result."""
    say = get_translator(choose_language(arguments))
    try:
        code = _carry_out(arguments, say, has_output=has_output)
        sys.stdout.flush()
    except WizardError as error:
        _report(error, say)
        return UNUSABLE
    except ReaderGoneError:
        return DONE
    except KeyboardInterrupt:
        _report(UsageError(STOPPED.text), say)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - Python would print its text, which may hold answers
        _report(WizardError(MISTAKE.text, kind=name_bug(error), place=find_bug(error)), say)
        return UNUSABLE
    return code


def _carry_out(arguments: Sequence[str], say: Translator, *, has_output: bool) -> int:
    plan = find_plan(arguments)
    if plan is not None or not arguments:
        code = open_window(plan)
        if code is not None:
            return code
    check_command(arguments)
    if not has_output:
        raise ExportError(CANNOT_WRITE, file="stdout", reason=CLOSED)
    _speak(say.language)
    command = next((argument for argument in arguments if argument in COMMANDS), None)
    try:
        options = make_parser(command, say).parse_args(arguments)
    except SystemExit:
        # How argparse ends after --help and --version.
        return DONE
    return int(import_module(f"wizard.cli.{options.command}").carry_out(options))


def _report(error: WizardError, say: Translator) -> None:
    from wizard.dossier.hidden import spell_hidden

    line = " ".join(say(Message(error.text, error.params)).split())
    print(spell_hidden(line), file=sys.stderr)


def run() -> NoReturn:
    """Start the program with the arguments it was called with."""
    # The packaged window has no console, and so neither stream.
    unseen = io.StringIO() if sys.stderr is None else None
    has_output = prepare_streams()
    if unseen is not None:
        sys.stderr = unseen
    code = main(sys.argv[1:], has_output=has_output)
    if unseen is not None and code == UNUSABLE:
        from wizard.cli.notice import show_notice

        # Others may have had their say before: the last line is the program's own.
        show_notice(PROGRAM, unseen.getvalue().strip().rpartition("\n")[2])
    sys.exit(code)
