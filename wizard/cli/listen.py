"""``listen``: be the end that flows lead to, so that they can be proven before anything is installed."""

import argparse
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wizard.checks.network.hosts import is_address
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import Closed, Event
from wizard.checks.proof.invitation import make_invitation
from wizard.checks.proof.listener import Listener
from wizard.checks.proof.ports import LISTENING, PROVING, End, leads_between, list_flow_ends, list_ways
from wizard.checks.proof.remaining import find_remaining, tell_remaining
from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.cli.listening import describe_event, tell_event
from wizard.domain.assessment import Flow
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.json_text import write_json
from wizard.errors import UsageError
from wizard.i18n import Message, Translator
from wizard.storage.code_files import remove_code_file, write_code_file

MOST_MINUTES = 240
HERE_NOT_KNOWN = Message(
    "Reached is not proven: only the proving end knows whether the answers arrived, and its plan file has the results."
)
NOTHING = Message("Nothing to listen for: no flow of this plan has ports that are known.")
NOT_THIS_END = Message(
    "Nothing to listen for with --as {listening}: no flow of this plan leads there, or its ports are not known. Flows"
    " lead to: {ends}."
)


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    add_range(parser, say)
    parser.add_argument(
        "--as", dest="listening", choices=LISTENING, default="server",
        help=say(Message("what this machine stands for, or whose network it is in (default: server)")),
    )  # fmt: skip
    parser.add_argument(
        "--minutes", type=float, default=30.0, help=say(Message("how long the ports stay open (default: 30)"))
    )
    parser.add_argument("--address", help=say(Message("own IP address to listen on (default: all)")))
    parser.add_argument(
        "--code-file",
        metavar="FILE",
        type=Path,
        help=say(
            Message("new file to write the code to, for scripts; only its owner may read it, and it goes at the end")
        ),
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))


def add_range(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the choice between all ports of ranges and samples of them."""
    parser.add_argument("--whole", action="store_true", help=say(Message("every port of a range (default)")))
    parser.add_argument(
        "--quick", "--sample", dest="quick", action="store_true",
        help=say(Message("five ports of each range: its ends and three between; the range is then tested in part")),
    )  # fmt: skip


def is_whole(options: argparse.Namespace) -> bool:
    """Say whether every port of a range is meant.

    Raises:
        UsageError: both are asked for.

    """
    if options.whole and options.quick:
        raise UsageError("--quick: goes without --whole.")
    return not options.quick


def carry_out(options: argparse.Namespace) -> int:
    """Listen until the time is over or Ctrl+C is pressed."""
    _check(options)
    whole = is_whole(options)
    _, _, assessment = read_inputs(options)
    ends = list_flow_ends(assessment.flows, listening=options.listening, whole=whole)
    if not ends:
        raise _refuse(options.listening, assessment.flows)
    say = read_translator(options)
    invitation = make_invitation(assessment.flows, options.listening, make_code(), options.address)

    def tell(event: Event) -> None:
        if options.format == "json":
            lines = [write_json(describe_event(event, invitation), indent=None)]
        else:
            lines = tell_event(event, invitation, say)
            if isinstance(event, Closed):
                lines += [say(each) for each in _tell_left(assessment.flows, options.listening)]
        for line in lines:
            print(spell_hidden(line), flush=True)

    listener = Listener(ends, invitation.code, address=options.address, seconds=options.minutes * 60, tell=tell)
    with _writing(options.code_file, invitation.code):
        before = signal.signal(signal.SIGINT, lambda *_: listener.stop())
        try:
            listener.carry_out()
        finally:
            signal.signal(signal.SIGINT, before)
    return 0


def _tell_left(flows: Sequence[Flow], listening: End) -> list[Message]:
    """Return what is to be tested still; of what was reached here the proving end's copy of the plan knows."""
    elsewhere = [flow for flow in flows if not any(leads_between(flow, proving, listening) for proving in PROVING)]
    return [HERE_NOT_KNOWN, *tell_remaining(elsewhere, find_remaining(elsewhere), None)]


@contextmanager
def _writing(file: Path | None, code: str) -> Iterator[None]:
    """Keep the code in a file while it serves."""
    if file is None:
        yield
        return
    write_code_file(file, code)
    try:
        yield
    finally:
        remove_code_file(file)


def _check(options: argparse.Namespace) -> None:
    # Written this way round so that "not a number" is refused too.
    if not 0 < options.minutes <= MOST_MINUTES:
        raise UsageError("--minutes: expected a number above 0 and at most {most}.", most=MOST_MINUTES)
    if options.address is not None and not is_address(options.address):
        raise UsageError("--address: “{address}” is no IP address.", address=options.address[:80])


def _refuse(listening: End, flows: Sequence[Flow]) -> UsageError:
    ends = ", ".join(dict.fromkeys(end for _, end in list_ways(flows)))
    return UsageError(NOT_THIS_END.text, listening=listening, ends=ends) if ends else UsageError(NOTHING.text)
