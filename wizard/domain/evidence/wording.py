"""How probes, reasons and measured values are named for people, whatever measured them."""

from collections import ChainMap

from wizard.domain.evidence.words import local, network, proof, tls
from wizard.domain.questions import Question
from wizard.i18n import Message

_RUNNER = {
    "cancelled": Message("stopped before it was done"),
    "deadline": Message("no result within the time allowed"),
    "fault": Message("the check itself failed"),
    "not_readable": Message("not readable without further rights"),
    "not_on_this_system": Message("cannot be read on this system"),
    "implausible": Message("the value read is implausible"),
}
# Apart from the reasons: a check that finds another address in the DNS says so by the same name.
APART = {
    "role_not_said": Message("nobody said what this machine is"),
    "other_address": Message("not the server’s planned address"),
    "other_name": Message("not the server’s planned name"),
}
PROBES = ChainMap(local.PROBES, network.PROBES, tls.PROBES, proof.PROBES)
REASONS = ChainMap(_RUNNER, local.REASONS, network.REASONS, tls.REASONS, proof.REASONS)
MEASURES = ChainMap(local.MEASURES, network.MEASURES, tls.MEASURES, proof.MEASURES)


def name_probe(probe: str) -> Message:
    """Return a probe's name; its id where a later version of the program measured."""
    return PROBES.get(probe, Message(probe))


def name_reason(reason: str) -> Message:
    """Return a reason in words; its id where a later version of the program gave it."""
    return REASONS.get(reason, Message(reason))


def name_apart(reason: str) -> Message:
    """Return why a measurement is kept apart; the reason's id where a later version of the program gave it."""
    return APART.get(reason, Message(reason))


def name_measure(name: str) -> Question:
    """Return a measured value's label and unit; its id where a later version of the program measured."""
    return MEASURES.get(name, Question(Message(name)))
