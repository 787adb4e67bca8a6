"""What a run that no listener answered has seen, and what it can mean: told once, not port by port."""

from collections.abc import Iterator, Mapping, Sequence

from wizard.checks.proof.probes import PROOF_ID
from wizard.checks.proof.verdict import CUT, DROPPED, FOREIGN, REFUSED, UNSENT
from wizard.domain.evidence.record import Evidence
from wizard.i18n import Message

NOTHING_ANSWERED = Message("No listener answered. Of the ports tried: {seen}.")
_SEEN = {
    DROPPED: Message("no sign from {count}"),
    REFUSED: Message("{count} refused"),
    CUT: Message("{count} connected, then cut or silent"),
    FOREIGN: Message("{count} answered by something else"),
    UNSENT: Message("{count} that this machine could not send through"),
}
TAKEN_BY_OTHERS = Message(
    "Something takes the connections: the code may be another listener’s, or a proxy stands between both ends."
)
REFUSED_THERE = Message(
    "Something at that address refuses: the listener may not be running there, or a firewall rejects everything."
)
ALL_SILENT = Message(
    "It can be that no listener is running at that address, that a firewall drops everything, or that the listening"
    " machine’s own firewall does (Windows’ as a rule: “listen” prints the rules that open the ports for the test)."
)


def diagnose(found: Sequence[Evidence]) -> list[Message]:
    """Return in a few lines what a run has seen that no listener answered; nothing where one did."""
    proofs = [each for each in found if each.probe == PROOF_ID]
    told = (each.values or {} for each in proofs)
    counts: Mapping[str, object] = next((values for values in told if _SEEN.keys() & values), {})
    if not counts:
        return []
    seen = [words.fill(count=counts[name]) for name, words in _SEEN.items() if name in counts]
    return [NOTHING_ANSWERED.fill(seen=tuple(seen)), *_explain(counts)]


def _explain(counts: Mapping[str, object]) -> Iterator[Message]:
    if CUT in counts or FOREIGN in counts:
        yield TAKEN_BY_OTHERS
    if REFUSED in counts:
        yield REFUSED_THERE
    if set(counts) == {DROPPED}:
        yield ALL_SILENT
