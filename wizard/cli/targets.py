"""The file or folder that a call names to write to."""

import argparse
from pathlib import Path

from wizard.errors import UsageError


def add_out(parser: argparse.ArgumentParser, metavar: str, told: str, *, required: bool = False) -> None:
    """Add the file or folder to write to."""
    parser.add_argument("--out", metavar=metavar, type=read_out, required=required, help=told)


def read_out(name: str) -> Path:
    """Return what ``--out`` names.

    Raises:
        UsageError: it stands for standard output, where programs have such a thing.

    """
    if name == "-":
        raise UsageError("--out: “-” would be standard output, which is not written to; expected a name.")
    return Path(name)
