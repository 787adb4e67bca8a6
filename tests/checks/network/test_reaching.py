"""Names that lead back to whoever asks: nobody else is measured there."""

import dns.message
import dns.rrset
import pytest

from tests.checks.network.answers import HOME, answer_datagrams, measure
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.peers import Asked, at_host
from wizard.checks.network.ports import PortTarget, make_port_probe
from wizard.checks.probe import Probe
from wizard.checks.tls.https_probe import make_https_probe
from wizard.domain.evidence.record import FlowEnd

NAME = "mail.valmont.example"
NOBODY = ("leads_here", "special_address")
ANYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound to it


def answer(data: bytes, *addresses: str) -> list[bytes]:
    """Return the answer of a DNS server that knows some addresses of a name."""
    question = dns.message.from_wire(data)
    response = dns.message.make_response(question)
    wanted = question.question[0]
    kind = "AAAA" if wanted.rdtype.name == "AAAA" else "A"
    fitting = [address for address in addresses if (":" in address) == (kind == "AAAA")]
    if fitting:
        response.answer.append(dns.rrset.from_text(wanted.name, 60, "IN", kind, *fitting))
    return [response.to_wire()]


def list_probes(servers: DnsServers) -> list[Probe]:
    """Return one probe of each way to reach a machine by its name."""
    flow = FlowEnd(fact="NET-38", subject="server", protocol="tcp", port=443)
    asked = Asked(NAME, 443, ("NET-38",), "server", flow, 1.0, servers)
    return [
        make_directory_probe(asked),
        make_port_probe([PortTarget(NAME, flow, decisive=True)], servers=servers),
        at_host(asked, lambda place: make_https_probe(place, 443, NAME, asked.facts, "server", flow)),
    ]


@pytest.mark.parametrize(
    "addresses",
    [(HOME,), ("127.9.9.9",), ("::1",), (ANYWHERE, "::"), ("224.0.0.1",), ("255.255.255.255",), ("ff02::1", HOME)],
)
def test_name_that_leads_here_measures_nobody(addresses: tuple[str, ...]) -> None:
    """This machine, everybody, or nobody: what would answer is not the machine of the plan."""
    with answer_datagrams(lambda data: answer(data, *addresses)) as port:
        for probe in list_probes(DnsServers(((HOME, port),))):
            found = measure(probe)
            assert found.state == "unknown", probe.id
            assert found.reason in NOBODY, probe.id


def test_another_address_of_the_name_is_taken() -> None:
    """One that no machine here has: it is tried, whatever stands before it."""
    with answer_datagrams(lambda data: answer(data, HOME, "192.0.2.1")) as port:
        for probe in list_probes(DnsServers(((HOME, port),))):
            assert measure(probe).reason not in NOBODY, probe.id
