"""How far a flow is proven, in words and as a sign: for window, print, tables and terminal alike."""

from collections.abc import Iterator

from wizard.domain.assessment import Flow
from wizard.domain.evidence.ports import join_spans, write_spans
from wizard.domain.evidence.wording import name_reason
from wizard.domain.levels import Basis, Level, Status
from wizard.domain.proofs import Proof, ProofState
from wizard.dossier.evidence_wording import BECAUSE, BETWEEN, PROOFS, tell_moment
from wizard.dossier.wording import END_WORDS, SEPARATOR, shorten
from wizard.i18n import Message, Plain, Translator

_SIGNS: dict[ProofState, Status] = {ProofState.PROVEN: Basis.MEASURED, ProofState.BLOCKED: Level.BLOCKER}
# Two machines of the plan say what they measured, and why it tells nothing of the flow.
_EXPLAINED = (ProofState.BLOCKED, ProofState.UNKNOWN)
NOT_TESTED = Message("to open")
AT_PORTS = Message("{state} (ports {ports})")
AT_PORTS_BY_WAY = Message("{state} (ports {ports}; {ways})")
BY_WAY = Message("{state} ({ways})")
IN_PART = Message("{state} ({parts})")
PORTS_TESTED = Message("{count} of {ports} ports")
WAY_LEFT = Message("not {way}")
SITE_LEFT = Message("not from “{site}”")
MAIN_SITE_LEFT = Message("not from the main site")
SEEN = Message("{state}, {when}, {ends}")
_LONGEST = 300
_MOST_SITES = 3
AND_SITES = Message("nor from {count} other sites")


def judge_proof(flow: Flow) -> Status:
    """Return the status sign of a flow's proof: what is neither tested as a whole nor blocked is still to be done."""
    return Basis.TO_DO if flow.proof is None else _SIGNS.get(flow.proof.state, Basis.TO_DO)


def tell_proof(flow: Flow, say: Translator) -> str:
    """Return in a few words how far a flow is proven, where it is blocked, and what of it is not tested."""
    proof = flow.proof
    if proof is None:
        return say(NOT_TESTED)
    state = _add_details(flow, proof, say)
    if proof.reasons and proof.state in _EXPLAINED:
        return say(BECAUSE.fill(state=state, reason=name_reason(proof.reasons[0])))
    return say(state)


def _add_details(flow: Flow, proof: Proof, say: Translator) -> Message:
    state: Message = PROOFS[proof.state]
    # Of a flow one way there is nothing to tell.
    ways = say(SEPARATOR).join(_tell_way(way, say) for way in proof.ways) if flow.both_ways else ""
    if proof.state is ProofState.BLOCKED:
        blocked = write_spans(join_spans((port, port) for port in proof.blocked))
        ports = Plain(shorten(blocked, _LONGEST).replace(",", ", "))
        return (AT_PORTS_BY_WAY if ways else AT_PORTS).fill(state=state, ports=ports, ways=ways)
    if proof.state is ProofState.PARTLY:
        parts = [*([ways] if ways else []), *_tell_rest(proof, say)]
        return IN_PART.fill(state=state, parts=say(SEPARATOR).join(parts)) if parts else state
    return BY_WAY.fill(state=state, ways=ways) if ways and proof.state is ProofState.PROVEN else state


def _tell_rest(proof: Proof, say: Translator) -> Iterator[str]:
    """Yield what of a flow is tested and what is not: ports, directions, sites."""
    if len(proof.proven) < proof.ports:
        yield say(PORTS_TESTED.fill(count=len(proof.proven), ports=proof.ports))
    for way in proof.ways_left:
        yield say(WAY_LEFT.fill(way=_tell_way(way, say)))
    for site in proof.sites_left[:_MOST_SITES]:
        yield say(MAIN_SITE_LEFT if site is None else SITE_LEFT.fill(site=shorten(site)))
    if len(proof.sites_left) > _MOST_SITES:
        yield say(AND_SITES.fill(count=len(proof.sites_left) - _MOST_SITES))


def _tell_way(way: tuple[str, str], say: Translator) -> str:
    source, destination = (END_WORDS.get(end, Message(end)) for end in way)
    return say(BETWEEN.fill(source=source, destination=destination))


def tell_proof_whole(flow: Flow, proof: Proof, say: Translator) -> str:
    """Return a flow's proof with when it was seen, and from where to where."""
    ends: object = proof.source or ""
    if proof.source and proof.destination:
        ends = BETWEEN.fill(source=shorten(proof.source), destination=shorten(proof.destination))
    return say(SEEN.fill(state=tell_proof(flow, say), when=tell_moment(proof.taken_at, say), ends=ends))
