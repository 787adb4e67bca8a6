"""What a listener tells on the command line: lines for people, or one JSON object for each event."""

from collections.abc import Iterable
from typing import Any

from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.events import Closed, Event, Heard, Opened, Reached, Refused
from wizard.checks.proof.invitation import PLACES, Invitation
from wizard.checks.proof.windows_rules import REMOVAL, list_rules
from wizard.domain.evidence.ports import join_spans, write_spans
from wizard.domain.evidence.record import write_moment
from wizard.i18n import Message, Plain, Translator

CODE = Message("Code: {code}")
ASKED = Message("The program asks for the code at the other end:")
ADDRESSES = Message("Addresses of this machine: {addresses}")
COMMAND = Message("{place}: {command}")
OPEN = Message("{count} ports are open until {time} UTC. Stop with Ctrl+C.")
NOT_OPEN = Message("Not open: {protocol} {port} ({reason})")
REACHED = Message("{source} reached {ports}")
STRANGER = Message("{source} came in on {protocol} {port} without the code: no answer. So far: {count}.")
OTHER_CODE = Message(
    "{source} came in on {protocol} {port} with another code: no answer. So far without this one: {count}."
)
CLOSED = Message("All ports are closed. {heard} were reached; {refused} messages without the code got no answer.")
ALL_REACHED = Message("Reached: {ports}.")
NOT_REACHED = Message("Not reached: {ports}.")
RULES = Message(
    "Windows’ own firewall blocks what comes in. As an administrator, in PowerShell, these open the ports for the test"
    " (by number: a rule for this program would not hold for the services of TWS):"
)
RULES_GONE = Message("and this removes them again:")
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
    if isinstance(event, Reached):
        return [say(REACHED.fill(source=event.source, ports=write_ports(event.ports)))]
    if isinstance(event, Refused):
        template, port = OTHER_CODE if event.is_ours else STRANGER, event.port
        told = {"source": event.source, "protocol": port.protocol.upper(), "port": Plain(port.number)}
        return [say(template.fill(**told, count=event.count))]
    return _tell_closed(event, say) if isinstance(event, Closed) else []


def write_ports(ports: Iterable[Port]) -> str:
    """Return ports by number, neighbours as a span: TCP 443, 9001-9010, UDP 40000-40027."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for port in sorted(ports):
        spans.setdefault(port.protocol, []).append((port.number, port.number))
    found = (f"{protocol.upper()} {write_spans(join_spans(each))}" for protocol, each in spans.items())
    return ", ".join(found).replace(",", ", ").replace(",  ", ", ")


def _tell_closed(closed: Closed, say: Translator) -> list[str]:
    opened = {port for port, state in closed.states if state is PortState.OPEN}
    lines = [CLOSED.fill(heard=len(closed.reached), refused=closed.refused)]
    for template, ports in ((ALL_REACHED, closed.reached), (NOT_REACHED, opened - closed.reached)):
        if ports:
            lines.append(template.fill(ports=write_ports(ports)))
    return [say(line) for line in lines]


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
        *_tell_rules(opened, say),
    ]


def _tell_rules(opened: Opened, say: Translator) -> list[str]:
    rules = list_rules([port for port, state in opened.states if state is PortState.OPEN])
    return [say(RULES), *rules, say(RULES_GONE), REMOVAL] if rules else []


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
            "windows_rules": list(list_rules([port for port, state in event.states if state is PortState.OPEN])),
            "ports": [
                {"protocol": port.protocol, "port": port.number, "state": state.name.lower()}
                for port, state in event.states
            ],
        }
    if isinstance(event, Closed):
        return {
            "event": "closed",
            "heard": len(event.heard),
            "refused": event.refused,
            "stopped": event.stopped,
            "reached": [{"protocol": port.protocol, "port": port.number} for port in sorted(event.reached)],
        }
    if isinstance(event, Reached):
        return {"event": "reached", "source": event.source, "ports": write_ports(event.ports)}
    if isinstance(event, Refused):
        return {
            "event": "refused",
            "at": write_moment(event.at),
            "source": event.source,
            "protocol": event.port.protocol,
            "port": event.port.number,
            "count": event.count,
            "other_code": event.is_ours,
        }
    return {
        "event": "heard" if isinstance(event, Heard) else "voice",
        "at": write_moment(event.at),
        "source": event.source,
        "protocol": event.port.protocol,
        "port": event.port.number,
    }
