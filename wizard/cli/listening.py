"""What a listener tells on the command line: lines for people, or one JSON object for each event."""

from typing import Any

from wizard.checks.proof.challenge import PortState
from wizard.checks.proof.events import Closed, Event, Heard, Opened
from wizard.checks.proof.invitation import PLACES, Invitation
from wizard.domain.evidence.record import write_moment
from wizard.i18n import Message, Plain, Translator

CODE = Message("Code: {code}")
ASKED = Message("The program asks for the code at the other end:")
ADDRESSES = Message("Addresses of this machine: {addresses}")
COMMAND = Message("{place}: {command}")
OPEN = Message("{count} ports are open until {time} UTC. Stop with Ctrl+C.")
NOT_OPEN = Message("Not open: {protocol} {port} ({reason})")
HEARD = Message("{source} reached {protocol} {port}")
CLOSED = Message("All ports are closed. {heard} were reached; {refused} messages without the code got no answer.")
STATES = {
    PortState.TAKEN: Message("another program uses it"),
    PortState.NOT_PERMITTED: Message("this user may not open it"),
    PortState.NOT_OPENED: Message("it cannot be opened"),
    PortState.NOT_LISTED: Message("it belongs to no flow"),
}


def tell_event(event: Event, invitation: Invitation, say: Translator) -> list[str]:
    """Return an event's lines; for what is opened the code, how to prove from where, and what could not be opened."""
    if isinstance(event, Opened):
        return _tell_opened(event, invitation, say)
    if isinstance(event, Heard):
        port = event.port
        return [say(HEARD.fill(source=event.source, protocol=port.protocol.upper(), port=Plain(port.number)))]
    if isinstance(event, Closed):
        return [say(CLOSED.fill(heard=len(event.heard), refused=event.refused))]
    return []


def _tell_opened(opened: Opened, invitation: Invitation, say: Translator) -> list[str]:
    addresses = invitation.addresses
    count = sum(state is PortState.OPEN for _, state in opened.states)
    return [
        say(CODE.fill(code=invitation.code)),
        *([say(ADDRESSES.fill(addresses=", ".join(addresses)))] if addresses else []),
        say(ASKED),
        *(say(COMMAND.fill(place=PLACES[proving], command=call)) for proving, call in invitation.calls),
        say(OPEN.fill(count=count, time=opened.until.strftime("%H:%M"))),
        *(
            say(NOT_OPEN.fill(protocol=port.protocol.upper(), port=Plain(port.number), reason=STATES[state]))
            for port, state in opened.states
            if state is not PortState.OPEN
        ),
    ]


def describe_event(event: Event, invitation: Invitation) -> dict[str, Any]:
    """Return an event as JSON."""
    if isinstance(event, Opened):
        return {
            "event": "opened",
            "as": invitation.listening,
            "code": invitation.code,
            "until": write_moment(event.until),
            "addresses": list(invitation.addresses),
            "prove": [{"from": proving, "command": call} for proving, call in invitation.calls],
            "ports": [
                {"protocol": port.protocol, "port": port.number, "state": state.name.lower()}
                for port, state in event.states
            ],
        }
    if isinstance(event, Closed):
        return {"event": "closed", "heard": len(event.heard), "refused": event.refused, "stopped": event.stopped}
    return {
        "event": "heard" if isinstance(event, Heard) else "voice",
        "at": write_moment(event.at),
        "source": event.source,
        "protocol": event.port.protocol,
        "port": event.port.number,
    }
