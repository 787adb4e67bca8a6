"""Where ``prove`` takes the one-time code from: never what others on the machine can see, unless it is asked to."""

import argparse
import getpass
import os
import sys
import warnings
from pathlib import Path

from wizard.checks.proof.code import read_code
from wizard.errors import UsageError
from wizard.i18n import Message, Translator
from wizard.storage.code_files import LARGEST_CODE, decode_code, read_code_file

VARIABLE = "TWS_PREINSTALL_CODE"
STANDARD_INPUT = "-"
PROMPT = Message("Code that the listening machine shows (it is not displayed as you type): ")
ONE_ONLY = Message("The code is given twice, with {first} and {second}: one is enough.")
NONE_GIVEN = Message(
    "The code of the listening machine is needed: type it when asked, or give it with --code-file FILE, with --code - "
    "(standard input) or in the environment variable {variable}."
)
NOT_SET = Message("--code-env: the environment variable “{name}” is not set, or empty.")
NOT_HIDDEN = Message("The code cannot be typed unseen here; give it with --code-file FILE or --code -.")


def add_code(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the sources of the code; without any it is asked for."""
    parser.add_argument(
        "--code", metavar="-|CODE",
        help=say(Message("the code that the listening machine shows; - reads it from standard input, and on the command"
                         " line others on this machine can see it (default: asked for)")),
    )  # fmt: skip
    parser.add_argument(
        "--code-file", metavar="FILE", type=Path, help=say(Message("file that holds the code and nothing else"))
    )
    parser.add_argument(
        "--code-env", metavar="NAME",
        help=say(Message("environment variable that holds the code (default: {variable})").fill(variable=VARIABLE)),
    )  # fmt: skip


def take_code(options: argparse.Namespace, say: Translator) -> str:
    """Return the code of a call, as it was shown: from its one option, else the usual variable, else the keyboard.

    Raises:
        UsageError: there is more than one option or no code, or its source cannot be read.
        WizardError: what is given is no code.

    """
    given = {"--code": options.code, "--code-file": options.code_file, "--code-env": options.code_env}
    named = [option for option, value in given.items() if value is not None]
    if len(named) > 1:
        raise UsageError(ONE_ONLY.text, first=named[0], second=named[1])
    return read_code(_read(options, say))


def _read(options: argparse.Namespace, say: Translator) -> str:
    if options.code_file is not None:
        return read_code_file(options.code_file)
    if options.code_env is not None:
        return _read_variable(options.code_env)
    if options.code == STANDARD_INPUT:
        # One line, so that a person or a program may keep the pipe open.
        return decode_code(sys.stdin.buffer.readline(LARGEST_CODE))
    if options.code is not None:
        return str(options.code)
    return os.environ.get(VARIABLE) or _ask(say)


def _read_variable(name: str) -> str:
    code = os.environ.get(name)
    if not code:
        raise UsageError(NOT_SET.text, name=name[:80])
    return code


def _ask(say: Translator) -> str:
    if not sys.stdin.isatty():
        raise UsageError(NONE_GIVEN.text, variable=VARIABLE)
    try:
        with warnings.catch_warnings():
            # Where a terminal cannot hide what is typed, Python would only warn of it.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(say(PROMPT))
    except getpass.GetPassWarning as error:
        raise UsageError(NOT_HIDDEN.text) from error
    except (EOFError, KeyboardInterrupt) as error:
        raise UsageError(NONE_GIVEN.text, variable=VARIABLE) from error
