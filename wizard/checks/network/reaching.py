"""Where another machine is reached: the addresses of its name, without those that lead back to this one."""

from ipaddress import ip_address

from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.faults import Unproven
from wizard.checks.network.hosts import parse_host
from wizard.checks.network.lookup import resolve

_EVERYBODY = "255.255.255.255"


async def find_machine(host: str, servers: DnsServers | None = None) -> tuple[str, ...]:
    """Return the addresses of a host as ``resolve`` does; of a name only those that one other machine can have.

    An address that the plan gives is taken as it is.

    Raises:
        Unproven: there are none, or a name leads to this machine itself or to none.

    """
    found = await resolve(host, servers)
    if parse_host(host).address is not None:
        return found
    others = tuple(address for address in found if _is_anothers(address))
    if not others:
        raise Unproven("unknown", "leads_to_no_machine", ", ".join(found))
    return others


def _is_anothers(address: str) -> bool:
    read = ip_address(address)
    return not (read.is_loopback or read.is_unspecified or read.is_multicast or address == _EVERYBODY)
