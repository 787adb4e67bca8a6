"""The rules that let the ports of a test through the firewall of Windows on the listening machine.

By port, not by program: a rule for this program would say nothing of the services that TWS runs there later.
https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule
"""

import sys
from collections.abc import Sequence

from wizard.checks.proof.challenge import Port, Protocol
from wizard.domain.evidence.ports import join_spans, write_spans

GROUP = "tws-preinstall test"
REMOVAL = f'Remove-NetFirewallRule -Group "{GROUP}"'
_PROTOCOLS: tuple[Protocol, ...] = ("tcp", "udp")


def list_rules(ports: Sequence[Port]) -> tuple[str, ...]:
    """Return the calls that open some ports on this machine, one for each protocol; none on another system."""
    return write_rules(ports) if sys.platform == "win32" else ()


def write_rules(ports: Sequence[Port]) -> tuple[str, ...]:
    """Return the calls of PowerShell that open some ports, one for each protocol that has any."""
    rules = []
    for protocol in _PROTOCOLS:
        spans = join_spans((port.number, port.number) for port in ports if port.protocol == protocol)
        # Quoted: PowerShell must not take a span for a subtraction.
        listed = ",".join(f'"{write_spans((span,))}"' for span in spans)
        if spans:
            rules.append(
                f'New-NetFirewallRule -DisplayName "tws-preinstall test {protocol.upper()}" -Group "{GROUP}"'
                f" -Direction Inbound -Action Allow -Protocol {protocol.upper()} -LocalPort {listed}"
            )
    return tuple(rules)
