"""``assess``: print the assessment of a plan."""

import argparse
import sys

from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.domain.assessment import Assessment
from wizard.domain.levels import RANK, Basis, Level, Status, most_urgent
from wizard.domain.remaining import count_remaining
from wizard.i18n import Message, Translator

DONE, FOUND = 0, 1
FAIL_ON: tuple[Status, ...] = (Level.BLOCKER, Level.MISSING, Level.CONSULT, Level.WARNING, Basis.TO_DO)
_BY_NAME = {status.value: status for status in FAIL_ON}


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))
    parser.add_argument(
        "--fail-on",
        choices=tuple(_BY_NAME),
        help=say(Message("exit with 1 when a finding is at or above this level; to_do: while anything is to be done")),
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
    return FOUND if options.fail_on and _reaches(assessment, _BY_NAME[options.fail_on]) else DONE


def _reaches(assessment: Assessment, limit: Status) -> bool:
    """Say whether anything is at or above a status."""
    found = [finding.status for finding in assessment.findings]
    remaining = count_remaining(assessment)
    if remaining.unread:
        # What cannot be read is as open as what was never answered, whether or not a finding asks for it.
        found.append(Level.MISSING)
    if remaining.is_anything:
        found.append(Basis.TO_DO)
    return RANK[most_urgent(found)] <= RANK[limit]
