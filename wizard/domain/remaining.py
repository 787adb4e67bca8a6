"""What a verdict leaves out: it judges the answers, not the work that follows from them."""

from typing import NamedTuple

from wizard.domain.assessment import Assessment, Flow
from wizard.domain.checklist import count_checklist
from wizard.domain.proofs import ProofState


class Remaining(NamedTuple):
    """How much of the work nobody has shown done, and how many texts nobody can read."""

    checklist_failed: int
    checklist_open: int
    flows_to_open: int
    unread: int

    @property
    def is_anything(self) -> bool:
        """Say whether there is any."""
        return any(self)


def is_to_open(flow: Flow) -> bool:
    """Say whether a flow is still to be opened, for all that is known: nobody has proven the whole of it."""
    return flow.proof is None or flow.proof.state is not ProofState.PROVEN


def count_remaining(assessment: Assessment) -> Remaining:
    """Return what remains beside an assessment's verdict."""
    progress = count_checklist(assessment)
    return Remaining(
        checklist_failed=progress.failed,
        checklist_open=progress.left,
        flows_to_open=sum(map(is_to_open, assessment.flows)),
        unread=len(assessment.unread),
    )
