"""``prove``: go through the flows' ports to a listening machine, and keep in the plan which are proven."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wizard.checks.probe import Probe
from wizard.checks.proof.ports import LISTENING, PROVING, list_ways
from wizard.checks.proof.probes import PROOF_ID
from wizard.checks.proof.selection import Way, check_link, find_site, select_proof, select_voice
from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.cli.check import add_fail_on, decide_exit, run_and_keep
from wizard.cli.code import add_code, take_code
from wizard.cli.listen import add_whole
from wizard.cli.role import Role
from wizard.cli.targets import add_out
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.plan import Plan
from wizard.errors import UsageError
from wizard.i18n import Message, Translator

NOTHING = Message("Nothing to prove: no flow of this plan has ports that are known.")
NOT_THIS_WAY = Message(
    "Nothing to prove with --from {proving} --to {listening}: no flow of this plan goes that way. There are flows with:"
    " {ways}."
)
TOTAL = Message("Ports proven: {proven}; blocked: {blocked}; not proven from here: {unknown}.")
SITE_WITHOUT_VOICE = Message("--site: goes with --voice.")


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    add_whole(parser, say)
    parser.add_argument(
        "--server", metavar="ADDRESS", required=True, help=say(Message("address or name of the listening machine"))
    )
    add_code(parser, say)
    _add_ends(parser, say)
    parser.add_argument(
        "--voice", action="store_true", help=say(Message("measure the quality of voice too, for one call and for all"))
    )
    parser.add_argument(
        "--site", metavar="NAME", help=say(Message("with --voice: for the calls at once of this remote site"))
    )
    add_out(parser, "FILE", say(Message("plan file to write with the measurements (default: PLAN)")))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))
    add_fail_on(parser, say)


def _add_ends(parser: argparse.ArgumentParser, say: Translator) -> None:
    parser.add_argument(
        "--from", dest="proving", choices=tuple(PROVING), default="station",
        help=say(Message("what this machine stands for, or whose network it is in (default: station)")),
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="listening", choices=LISTENING, default="server",
        help=say(Message("what the listening machine stands for (default: server)")),
    )  # fmt: skip
    parser.add_argument(
        "--link",
        metavar="NAME",
        help=say(Message("PABX, phones or session host that a machine stands for, where the plan has several")),
    )


def carry_out(options: argparse.Namespace) -> int:
    """Prove the flows, keep the evidence in the plan, and print it."""
    plan, _, assessment = read_inputs(options)
    # What is proven hangs on the ends that both machines stand for, not on what this one is.
    role = Role(PROVING[options.proving], is_said=True)
    found = run_and_keep(_select(options, plan, assessment), role, plan, options)
    if options.format == "text":
        states = Counter(each.state for each in found if each.probe == PROOF_ID)
        total = TOTAL.fill(proven=states["ok"], blocked=states["failed"], unknown=states["unknown"])
        print(read_translator(options)(total))
    return decide_exit(found, options)


def _select(options: argparse.Namespace, plan: Plan, assessment: Assessment) -> tuple[Probe, ...]:
    if options.site is not None and not options.voice:
        raise UsageError(SITE_WITHOUT_VOICE.text)
    site = None if options.site is None else find_site(plan, options.site)
    way = Way(options.proving, options.listening, options.server, "", options.link)
    # Nobody is asked for a code in vain.
    check_link(assessment.flows, way)
    if (way.proving, way.listening) not in list_ways(assessment.flows):
        raise _refuse(way, assessment.flows)
    way = replace(way, code=take_code(options, read_translator(options)))
    probes = select_proof(assessment.flows, way, whole=options.whole)
    return (*probes, select_voice(plan, assessment, way, site)) if options.voice else probes


def _refuse(way: Way, flows: Sequence[Flow]) -> UsageError:
    ways = [f"--from {proving} --to {listening}" for proving, listening in list_ways(flows)]
    if not ways:
        return UsageError(NOTHING.text)
    return UsageError(NOT_THIS_WAY.text, proving=way.proving, listening=way.listening, ways=", ".join(ways))
