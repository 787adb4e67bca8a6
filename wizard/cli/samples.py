"""``samples``: list the sample plans, or write them to a folder."""

import argparse
import sys

from wizard.cli.targets import add_out
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.foreign_files import read_foreign
from wizard.i18n import Message, Translator
from wizard.paths import list_samples
from wizard.storage.folder import write_all


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_out(parser, "DIR", say(Message("folder to write the samples to")))


def carry_out(options: argparse.Namespace) -> int:
    """Print the names of the samples, or of the files written."""
    samples = list_samples()
    if options.out is None:
        names = [path.name for path in samples]
    else:
        files = {path.name: read_foreign(path, LARGEST_FILE) for path in samples}
        names = [str(path) for path in write_all(options.out, files)]
    sys.stdout.write("".join(f"{name}\n" for name in names))
    return 0
