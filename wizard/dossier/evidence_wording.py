"""How one measurement is told: what was checked, how it came out, what was read, from where to where, when."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from wizard.assessment.confronting import is_hard
from wizard.domain.evidence.ports import cut_port, write_spans
from wizard.domain.evidence.record import Evidence, parse_moment
from wizard.domain.evidence.wording import name_apart, name_measure, name_probe, name_reason
from wizard.domain.evidence.words.tls import ADVICE
from wizard.domain.levels import Level
from wizard.domain.proofs import Currency, ProofState, Weighed
from wizard.domain.questions import Question, name_field, show_answer
from wizard.dossier.wording import END_WORDS, SEPARATOR, shorten
from wizard.i18n import Message, Plain, Quantity, Translator

READ = Message("measured")
STATES = {
    "ok": Message("met"),
    "failed": Message("not met"),
    "unknown": Message("not determined"),
}
# From one side only this much is seen: none of it says that a requirement is met, or that a flow is proven.
_ANSWERS = {**STATES, "ok": Message("answers"), "failed": Message("does not answer as it should")}
_SEEN = {
    "port.": _ANSWERS,
    "port.tcp": {**STATES, "ok": Message("opens"), "failed": Message("does not open")},
    "path.roundtrip": _ANSWERS,
    "server.clock": _ANSWERS,
    "server.ports": {**STATES, "ok": Message("not held"), "failed": Message("held")},
}
CURRENCIES = {
    Currency.STALE: Message("stale, to be measured again"),
    Currency.OUTDATED: Message("outdated, the answers have changed since"),
    Currency.APART: Message("kept apart"),
}
ROLES = {
    "server": Message("TWS server"),
    "station": Message("User's PC"),
    "admin": Message("Administrator's PC"),
}
PROOFS = {
    ProofState.PROVEN: Message("tested"),
    ProofState.PARTLY: Message("tested in part"),
    ProofState.BLOCKED: Message("blocked"),
    ProofState.ANSWERS: Message("answers, seen from one side"),
    ProofState.OPENS: Message("opens, seen from one side"),
    ProofState.UNKNOWN: Message("not tested from here"),
    ProofState.STALE: Message("stale, to be tested again"),
}
_FLOW_STATES = {
    "ok": PROOFS[ProofState.PROVEN],
    "failed": PROOFS[ProofState.BLOCKED],
    "unknown": PROOFS[ProofState.UNKNOWN],
}
BECAUSE = Message("{state}: {reason}")
NAMED = Message("{label}: {value}")
# Short: it stands in narrow columns.
WHEN = Message("{year}-{month}-{day} {time} UTC")
MACHINE = Message("{machine} ({role})")
BETWEEN = Message("{source} → {destination}")
BETWEEN_ENDS = Message("{source} → {destination} ({end})")
# A laptop may stand for them: it is then in their network.
STANDS_FOR = {
    **END_WORDS,
    "server": ROLES["server"],
    "station": ROLES["station"],
    "admin_station": ROLES["admin"],
    "phone": Message("phones’ network"),
    "pabx": Message("PABX’s network"),
}
_LONGEST = 300
_LONGEST_PORTS = 120


class Told(NamedTuple):
    """A measurement in one language."""

    check: str
    level: Level
    result: str
    values: str
    where: str
    when: str


def tell_evidence(weighed: Weighed, say: Translator) -> Told:
    """Return a measurement's sentences; one that does not count any more says so and is never shown as met."""
    evidence = weighed.evidence
    return Told(
        check=_name_check(evidence, say),
        level=judge_evidence(weighed),
        result=_tell_result(weighed, say),
        values=shorten(say(SEPARATOR).join(_list_values(evidence, say)), _LONGEST),
        where=_tell_where(evidence, say),
        when=tell_moment(parse_moment(evidence.taken_at), say),
    )


def _name_check(evidence: Evidence, say: Translator) -> str:
    """Return what was checked: the probe's name, its target, and the port of a flow where the target names none."""
    parts, flow = [say(name_probe(evidence.probe))], evidence.flow
    target, named = (evidence.target or "", False) if flow is None else cut_port(evidence.target or "", flow.port)
    ports = shorten(write_spans(evidence.spans), _LONGEST_PORTS).replace(",", ", ")
    parts.append(f"{shorten(target)}{ports}" if named else shorten(target))
    if flow is not None and not named:
        parts.append(f"{flow.protocol.upper()} {ports}")
    return " ".join(part for part in parts if part)


def judge_evidence(weighed: Weighed) -> Level:
    """Return the status sign of a measurement; one that does not count any more is never shown as met."""
    evidence = weighed.evidence
    if weighed.currency is not Currency.FRESH or evidence.state == "unknown":
        return Level.MISSING
    if evidence.state == "failed":
        return Level.BLOCKER if any(map(is_hard, evidence.facts)) else Level.WARNING
    if evidence.reason in ADVICE:
        return Level.WARNING
    return Level.INFO if _is_reading(evidence) or _find_seen(evidence.probe) else Level.OK


def _find_seen(probe: str) -> Mapping[str, Message] | None:
    """Return the words for what a probe sees from one side; None for one that decides. The longest beginning counts."""
    start = max((start for start in _SEEN if probe.startswith(start)), key=len, default=None)
    return None if start is None else _SEEN[start]


def _is_reading(evidence: Evidence) -> bool:
    """Say whether it is neither right nor wrong as such: what it means stands in the findings; a verdict is right."""
    return bool(evidence.answers) and not evidence.probe.startswith("tls.")


def _tell_result(weighed: Weighed, say: Translator) -> str:
    evidence = weighed.evidence
    words = _FLOW_STATES if evidence.probe.startswith("proof.") else _find_seen(evidence.probe) or STATES
    state = READ if evidence.state == "ok" and _is_reading(evidence) else words[evidence.state]
    told = BECAUSE.fill(state=state, reason=name_reason(evidence.reason)) if evidence.reason else state
    if weighed.currency is Currency.FRESH:
        return say(told)
    currency: Message = CURRENCIES[weighed.currency]
    if weighed.currency is Currency.APART and evidence.apart:
        currency = BECAUSE.fill(state=currency, reason=name_apart(evidence.apart))
    return f"{say(currency)} ({say(told)})"


def _list_values(evidence: Evidence, say: Translator) -> Iterator[str]:
    for name, value in (evidence.values or {}).items():
        question = name_measure(name)
        yield say(NAMED.fill(label=question.label, value=_show(question, value)))
    read = evidence.values or {}
    for field, answer in (evidence.answers or {}).items():
        if field.rpartition(".")[2] not in read:
            yield say(NAMED.fill(label=name_field(field), value=show_answer(field, answer)))
    if evidence.detail:
        yield shorten(evidence.detail, _LONGEST)


def _show(question: Question, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Quantity(value, question.unit) if question.unit else Plain(value) if question.plain else value


def _tell_where(evidence: Evidence, say: Translator) -> str:
    flow = evidence.flow
    role = STANDS_FOR.get(flow.source, ROLES[evidence.role]) if flow and flow.source else ROLES[evidence.role]
    machine = say(MACHINE.fill(machine=shorten(evidence.machine), role=role))
    if not (evidence.source and evidence.destination):
        return machine
    reached = evidence.destination
    if flow is not None and flow.ports is not None:
        # They stand beside what was checked.
        reached = cut_port(reached, flow.port)[0].removesuffix(":")
    ends = BETWEEN.fill(source=shorten(evidence.source), destination=shorten(reached))
    if flow is not None and flow.destination in STANDS_FOR:
        ends = BETWEEN_ENDS.fill(**ends.params, end=STANDS_FOR[flow.destination])
    return f"{machine}, {say(ends)}"


def tell_moment(moment: datetime, say: Translator) -> str:
    """Return a moment in universal time, to the minute."""
    year, month, day, time = moment.strftime("%Y %m %d %H:%M").split()
    return say(WHEN.fill(year=year, month=month, day=day, time=time))
