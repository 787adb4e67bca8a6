"""``listen``: be the server's end, so that the flows can be proven before anything is installed."""

import argparse
import json
import signal
from typing import Any

from wizard.checks.proof.challenge import PortState
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import Closed, Event, Heard, Opened
from wizard.checks.proof.listener import Listener
from wizard.checks.proof.ports import list_server_ports
from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.domain.evidence.record import write_moment
from wizard.dossier.wording import spell_hidden
from wizard.errors import UsageError
from wizard.i18n import Message, Plain, Translator

MOST_MINUTES = 240
CODE = Message("Code: {code}")
ON_THE_PC = Message("On the PC: tws-preinstall prove PLAN --server ADDRESS --code {code}")
OPEN = Message("{count} ports are open until {time} UTC. Stop with Ctrl+C.")
NOT_OPEN = Message("Not open: {protocol} {port} ({reason})")
HEARD = Message("{source} reached {protocol} {port}")
CLOSED = Message("All ports are closed. {heard} were reached; {refused} messages without the code got no answer.")
NOTHING = Message("Nothing to listen for: no flow of this plan leads to the server, or their ports are not known.")
STATES = {
    PortState.TAKEN: Message("another program uses it"),
    PortState.NOT_PERMITTED: Message("this user may not open it"),
    PortState.NOT_OPENED: Message("it cannot be opened"),
    PortState.NOT_LISTED: Message("it belongs to no flow"),
}


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    add_whole(parser, say)
    parser.add_argument(
        "--minutes", type=float, default=30.0, help=say(Message("how long the ports stay open (default: 30)"))
    )
    parser.add_argument("--address", help=say(Message("own IP address to listen on (default: all)")))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))


def add_whole(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the choice between samples of port ranges and all of their ports."""
    parser.add_argument(
        "--whole", action="store_true", help=say(Message("every port of a range, not its ends and samples between"))
    )


def carry_out(options: argparse.Namespace) -> int:
    """Listen until the time is over or Ctrl+C is pressed."""
    # Written this way round so that "not a number" is refused too.
    if not 0 < options.minutes <= MOST_MINUTES:
        raise UsageError("--minutes: expected a number above 0 and at most {most}.", most=MOST_MINUTES)
    _, _, assessment = read_inputs(options)
    say, ends = read_translator(options), list_server_ports(assessment.flows, whole=options.whole)
    if not ends:
        raise UsageError(NOTHING.text)
    code = make_code()
    as_json = options.format == "json"

    def tell(event: Event) -> None:
        lines = [json.dumps(_record(event, code), ensure_ascii=False)] if as_json else _tell(event, code, say)
        for line in lines:
            print(spell_hidden(line), flush=True)

    listener = Listener(ends, code, address=options.address, seconds=options.minutes * 60, tell=tell)
    before = signal.signal(signal.SIGINT, lambda *_: listener.stop())
    try:
        listener.carry_out()
    finally:
        signal.signal(signal.SIGINT, before)
    return 0


def _tell(event: Event, code: str, say: Translator) -> list[str]:
    if isinstance(event, Opened):
        return [
            say(CODE.fill(code=code)),
            say(ON_THE_PC.fill(code=code)),
            say(
                OPEN.fill(
                    count=sum(state is PortState.OPEN for _, state in event.states), time=event.until.strftime("%H:%M")
                )
            ),
            *(
                say(NOT_OPEN.fill(protocol=port.protocol.upper(), port=Plain(port.number), reason=STATES[state]))
                for port, state in event.states
                if state is not PortState.OPEN
            ),
        ]
    if isinstance(event, Heard):
        port = event.port
        return [say(HEARD.fill(source=event.source, protocol=port.protocol.upper(), port=Plain(port.number)))]
    if isinstance(event, Closed):
        return [say(CLOSED.fill(heard=len(event.heard), refused=event.refused))]
    return []


def _record(event: Event, code: str) -> dict[str, Any]:
    if isinstance(event, Opened):
        ports = [
            {"protocol": port.protocol, "port": port.number, "state": state.name.lower()}
            for port, state in event.states
        ]
        return {"event": "opened", "code": code, "until": write_moment(event.until), "ports": ports}
    if isinstance(event, Closed):
        return {"event": "closed", "heard": len(event.heard), "refused": event.refused, "stopped": event.stopped}
    return {
        "event": "heard" if isinstance(event, Heard) else "voice",
        "at": write_moment(event.at),
        "source": event.source,
        "protocol": event.port.protocol,
        "port": event.port.number,
    }
