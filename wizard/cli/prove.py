"""``prove``: go through the flows' ports to a listening machine, and keep in the plan which are proven."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from wizard.assessment.evaluate import assess
from wizard.checks.probe import Probe
from wizard.checks.proof.diagnosis import diagnose
from wizard.checks.proof.ports import LISTENING, PROVING, list_ways, parse_ports
from wizard.checks.proof.probes import PROOF_ID
from wizard.checks.proof.remaining import find_remaining, tell_remaining
from wizard.checks.proof.selection import (
    Way,
    check_link,
    check_site,
    find_site,
    may_stand_in_a_site,
    select_proof,
    select_voice,
)
from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.cli.check import add_fail_on, add_found, decide_exit, run_and_keep
from wizard.cli.code import add_code, take_code
from wizard.cli.listen import add_range, is_whole
from wizard.cli.role import Role
from wizard.cli.targets import add_out
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan import Plan
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import shorten
from wizard.errors import UsageError
from wizard.i18n import Message, Translator

NOTHING = Message("Nothing to prove: no flow of this plan has ports that are known.")
NOT_THIS_WAY = Message(
    "Nothing to prove with --from {proving} --to {listening}: no flow of this plan goes that way. There are flows with:"
    " {ways}."
)
TOTAL = Message("Ports tested: {proven}; blocked: {blocked}; not tested from here: {unknown}.")
OF_FLOW = Message("{fact}: {proven} of {count} ports tested.")
OF_FLOW_SUBJECT = Message("{fact} ({subject}): {proven} of {count} ports tested.")


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    add_range(parser, say)
    parser.add_argument(
        "--server", metavar="ADDRESS", required=True, help=say(Message("address or name of the listening machine"))
    )
    add_code(parser, say)
    _add_ends(parser, say)
    parser.add_argument(
        "--voice", action="store_true", help=say(Message("measure the quality of voice too, for one call and for all"))
    )
    parser.add_argument(
        "--site", metavar="NAME",
        help=say(Message("remote site in which the PC or phone stands (default: the main site); with --voice, its"
                         " calls at once are measured")),
    )  # fmt: skip
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
    whole = is_whole(options)
    plan, edition, assessment = read_inputs(options)
    probes = _select(options, plan, assessment, whole=whole)
    # What is proven hangs on the ends that both machines stand for, not on what this one is.
    found = run_and_keep(probes, Role(PROVING[options.proving], is_said=True), plan, options)
    if options.format == "text":
        say = read_translator(options)
        after = assess(add_found(plan, found), edition, datetime.now(UTC))
        for line in (*_count_ports(after.flows, found), *diagnose(found), *_tell_left(options, after)):
            print(spell_hidden(say(line)))
    return decide_exit(found, options)


def _count_ports(flows: Sequence[Flow], found: Sequence[Evidence]) -> Iterator[Message]:
    """Yield how many ports of each flow are proven, of all that it has, and the sum."""
    proofs = [each for each in found if each.probe == PROOF_ID]
    proven = Counter((each.flow.fact, each.flow.subject) for each in proofs if each.state == "ok" and each.flow)
    tried = {(each.flow.fact, each.flow.subject) for each in proofs if each.flow}
    for flow in flows:
        if (flow.fact, flow.subject) in tried:
            template = OF_FLOW if flow.subject == "server" else OF_FLOW_SUBJECT
            count = len(parse_ports(flow.ports))
            subject = shorten(flow.subject.partition(":")[2])
            yield template.fill(fact=flow.fact, subject=subject, proven=proven[flow.fact, flow.subject], count=count)
    states = Counter(each.state for each in proofs)
    yield TOTAL.fill(proven=states["ok"], blocked=states["failed"], unknown=states["unknown"])


def _tell_left(options: argparse.Namespace, after: Assessment) -> list[Message]:
    remaining = find_remaining(after.flows, (options.proving, options.listening))
    return tell_remaining(after.flows, remaining, options.listening, options.server)


def _select(options: argparse.Namespace, plan: Plan, assessment: Assessment, *, whole: bool) -> tuple[Probe, ...]:
    site = None if options.site is None else find_site(plan, options.site)
    stood = options.site if may_stand_in_a_site((options.proving, options.listening)) or not options.voice else None
    way = Way(options.proving, options.listening, options.server, "", options.link, stood)
    # Nobody is asked for a code in vain.
    check_link(assessment.flows, way)
    if (way.proving, way.listening) not in list_ways(assessment.flows):
        raise _refuse(way, assessment.flows)
    check_site(way)
    way = replace(way, code=take_code(options, read_translator(options)))
    probes = select_proof(plan, assessment.flows, way, whole=whole)
    return (*probes, select_voice(plan, assessment, way, site)) if options.voice else probes


def _refuse(way: Way, flows: Sequence[Flow]) -> UsageError:
    ways = [f"--from {proving} --to {listening}" for proving, listening in list_ways(flows)]
    if not ways:
        return UsageError(NOTHING.text)
    return UsageError(NOT_THIS_WAY.text, proving=way.proving, listening=way.listening, ways=", ".join(ways))
