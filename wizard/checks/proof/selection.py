"""What can be proven of a plan from where a PC stands, and which voice load its link has to carry."""

from wizard.checks.probe import Probe
from wizard.checks.proof.ports import End, list_server_ports
from wizard.checks.proof.probes import make_proof_probe
from wizard.checks.proof.voice import VoiceTest, make_voice_probe
from wizard.domain.assessment import Assessment
from wizard.domain.plan import Plan

VOICE_FACT = "BW-2"


def select_proof(assessment: Assessment, end: End, server: str, code: str, *, whole: bool = False) -> tuple[Probe, ...]:
    """Return the probe that goes through all ports from an end to the server; none where no flow runs between them.

    Raises:
        WizardError: the code is none.

    """
    ends = list_server_ports(assessment.flows, end=end, whole=whole)
    return (make_proof_probe(ends, server, code),) if ends else ()


def find_voice_test(plan: Plan, assessment: Assessment, end: End, server: str, code: str) -> tuple[Probe, ...]:
    """Return the probe of the plan's Softphone calls at once, through the first voice port of the server.

    It needs a voice port that the listener opens: none where no flow of voice ends at the server.

    Raises:
        WizardError: the code is none.

    """
    ports = [each for each in list_server_ports(assessment.flows, end=end) if each.protocol == "udp"]
    calls = plan.load.softphone_calls_at_once if plan.load else None
    if not ports:
        return ()
    test = VoiceTest(server, ports[0], max(calls or 1, 1))
    return (make_voice_probe(test, code, (VOICE_FACT,), "server"),)
