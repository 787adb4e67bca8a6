"""``prove``: go through the flows' ports to a listening server, and keep in the plan which are proven."""

import argparse
from pathlib import Path

from wizard.checks.proof.ports import End
from wizard.checks.proof.selection import find_voice_test, select_proof
from wizard.cli.arguments import add_language, add_plan, read_inputs
from wizard.cli.check import run_and_keep
from wizard.cli.listen import add_whole
from wizard.domain.evidence.record import CheckRole
from wizard.errors import UsageError
from wizard.i18n import Message, Translator

NOTHING = Message("Nothing to prove from here: no flow of this plan leads from this machine to the server.")
# Where the PC stands, as the flows call it → the role that its evidence has.
FROM: dict[End, CheckRole] = {
    "station": "station",
    "admin_station": "admin",
    "phone": "station",
    "pabx": "station",
}


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    add_whole(parser, say)
    parser.add_argument(
        "--server", metavar="ADDRESS", required=True, help=say(Message("address or name of the listening server"))
    )
    parser.add_argument("--code", required=True, help=say(Message("the code that the listening server shows")))
    parser.add_argument(
        "--from", dest="end", choices=tuple(FROM), default="station",
        help=say(Message("whose network this PC stands in (default: station)")),
    )  # fmt: skip
    parser.add_argument(
        "--voice", action="store_true", help=say(Message("measure the quality of voice too, for one call and for all"))
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=say(Message("plan file to write with the measurements (default: PLAN)")),
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))


def carry_out(options: argparse.Namespace) -> int:
    """Prove the flows, keep the evidence in the plan, and print it."""
    plan, _, assessment = read_inputs(options)
    probes = select_proof(assessment, options.end, options.server, options.code, whole=options.whole)
    if options.voice:
        probes = (*probes, *find_voice_test(plan, assessment, options.end, options.server, options.code))
    if not probes:
        raise UsageError(NOTHING.text)
    run_and_keep(probes, FROM[options.end], plan, options)
    return 0
