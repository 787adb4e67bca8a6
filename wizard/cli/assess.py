"""``assess``: print the assessment of a plan."""

import argparse
import sys

from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.domain.levels import SEVERITY, Level
from wizard.i18n import Message, Translator

DONE, FOUND = 0, 1
FAIL_ON = (Level.BLOCKER, Level.MISSING, Level.CONSULT, Level.WARNING)


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))
    parser.add_argument(
        "--fail-on",
        choices=[level.value for level in FAIL_ON],
        help=say(Message("exit with 1 when a finding is at or above this level")),
    )


def carry_out(options: argparse.Namespace) -> int:
    """Print the assessment on stdout; return 1 where ``--fail-on`` is reached."""
    _, _, assessment = read_inputs(options)
    say = read_translator(options)
    if options.format == "json":
        from wizard.dossier.json_text import write_json
        from wizard.dossier.record import describe_assessment

        output = write_json(describe_assessment(assessment, say)) + "\n"
    else:
        from wizard.dossier.text import write_text

        output = write_text(assessment, say)
    sys.stdout.write(output)
    sys.stdout.flush()
    limit = SEVERITY[Level(options.fail_on)] if options.fail_on else -1
    levels = [finding.level for finding in assessment.findings]
    if assessment.unread:
        # What cannot be read is as open as what was never answered, whether or not a finding asks for it.
        levels.append(Level.MISSING)
    reached = any(SEVERITY[level] <= limit for level in levels)
    return FOUND if reached else DONE
