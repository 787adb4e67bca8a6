"""Which checks see from one side only: what they find decides no requirement, and proves no flow."""

from wizard.domain.evidence.record import Evidence

ONE_SIDED = ("port.", "path.roundtrip", "server.clock", "server.ports")
"""How their names begin."""


def is_one_sided(evidence: Evidence) -> bool:
    """Say whether a measurement saw no more than that something answers, opens, or is held."""
    return evidence.probe.startswith(ONE_SIDED)
