"""Which DNS servers this system asks, and the suffixes it tries."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.checks.network.dns_query import MOST_SERVERS, DnsServer
from wizard.checks.network.hosts import Host, is_address, write_endpoint
from wizard.checks.probe import Touch, TouchKind
from wizard.i18n import Message

_PORT = 53
_PURPOSE = Message("DNS name lookup")
_MOST_SUFFIXES = 6
# Further ones are never asked (resolv.conf(5)); Windows asks those of every adapter.
_MOST_ASKED = None if sys.platform == "win32" else 3
_CONFIGURATION = (
    Touch(
        TouchKind.REGISTRY,
        r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters",
        Message("find the DNS servers of this system"),
    )
    if sys.platform == "win32"
    else Touch(TouchKind.FILE, "/etc/resolv.conf", Message("find the DNS servers of this system"))
)


@dataclass(frozen=True, slots=True)
class DnsServers:
    """Servers in the order they are asked, and the suffixes a name without a dot is tried with."""

    servers: tuple[DnsServer, ...]
    suffixes: tuple[str, ...] = ()
    configuration: tuple[Touch, ...] = ()

    def list_touches(self, host: Host) -> tuple[Touch, ...]:
        """Return what finding a host's addresses touches; nothing where it is an address."""
        if host.name is None:
            return ()
        packets = tuple(
            Touch(TouchKind.PACKET, write_endpoint(transport, *server), _PURPOSE)
            for server in self.servers[:MOST_SERVERS]
            for transport in ("udp", "tcp")
        )
        return self.configuration + packets


def read_system_servers() -> DnsServers:
    """Return what this system is configured with; no servers where that cannot be read."""
    import dns.exception  # noqa: PLC0415 - costs time, and only names need it
    import dns.resolver  # noqa: PLC0415 - as above

    try:
        resolver = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError, NotImplementedError):
        return DnsServers((), (), (_CONFIGURATION,))
    servers = tuple((address, _PORT) for address in map(str, resolver.nameservers) if is_address(address))
    suffixes = _find_suffixes([name.to_text(omit_final_dot=True) for name in resolver.search or [resolver.domain]])
    return DnsServers(servers[:_MOST_ASKED], suffixes, (_CONFIGURATION,))


def _find_suffixes(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in {"", "."})[:_MOST_SUFFIXES]
