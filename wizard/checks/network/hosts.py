"""Hosts as a plan names them: an address, or a name that DNS can hold; anything else is refused."""

import ipaddress
import re
import socket
from dataclasses import dataclass

_LONGEST_NAME = 253
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
# ß, final sigma, and the two joiners: IDNA 2003 and IDNA 2008 make different names of them (RFC 5894, section 7.2).
_AMBIGUOUS = frozenset("\u00df\u03c2\u200c\u200d")
_SHOWN = 60


class HostError(ValueError):
    """A text that is neither an address nor a name that DNS can hold."""


@dataclass(frozen=True, slots=True)
class Host:
    """An address in its usual form, or a name in ASCII without its final dot; ``absolute`` had that dot."""

    address: str | None = None
    name: str | None = None
    absolute: bool = False

    def __str__(self) -> str:
        """Return it as it stands in a URI or before a port, an IPv6 address in brackets."""
        if self.address is not None and ":" in self.address:
            return f"[{self.address}]"
        return self.address or self.name or ""


def parse_host(text: str) -> Host:
    """Return the host that a text names.

    Raises:
        HostError: it is longer than a name can be (RFC 1035, 2.3.4), has an empty or wrong label (RFC 1123, 2.1;
            underscores pass, for Windows names have them), ends in a number without being an address, or its
            international form is ambiguous.

    """
    text = text.strip()
    if len(text) > _LONGEST_NAME + 1:
        raise _refuse(text)
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return Host(address=str(ipaddress.ip_address(bare)))
    except ValueError:
        return _parse_name(text)


def _parse_name(text: str) -> Host:
    absolute = text.endswith(".")
    try:
        name = (text[:-1] if absolute else text).encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refuse(text) from error
    labels = name.split(".")
    if _AMBIGUOUS.intersection(text) or len(name) > _LONGEST_NAME or labels[-1].isdigit():
        raise _refuse(text)
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise _refuse(text)
    return Host(name=name.lower(), absolute=absolute)


def _refuse(text: str) -> HostError:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return HostError(f"{shown} is neither an IP address nor a host name that DNS can hold")


def write_endpoint(transport: str, host: Host | str, port: int) -> str:
    """Return an endpoint as the manifest writes it: tcp 10.20.0.15:443, udp [2001:db8::1]:53."""
    return f"{transport} {Host(address=host) if isinstance(host, str) else host}:{port}"


def write_end(address: str, port: int) -> str:
    """Return an address or a name with a port: 10.20.0.15:443, [2001:db8::1]:443."""
    return f"{Host(address=address)}:{port}"


def is_address(text: str) -> bool:
    """Say whether a text is a numeric address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


# "This network" (RFC 1122, section 3.2.1.3), and reserved with the broadcast address in it (RFC 1112, section 4).
_NO_HOSTS = (ipaddress.IPv4Network("0.0.0.0/8"), ipaddress.IPv4Network("240.0.0.0/4"))


def is_special(address: str) -> bool:
    """Say whether a numeric address is one that no name of a server leads to.

    It means the machine itself or the nearest cable (loopback, link-local), many (multicast, broadcast), or nobody.
    """
    read = ipaddress.ip_address(address)
    read = getattr(read, "ipv4_mapped", None) or read
    nobodys = isinstance(read, ipaddress.IPv4Address) and any(read in network for network in _NO_HOSTS)
    return nobodys or read.is_loopback or read.is_link_local or read.is_multicast or read.is_unspecified


def find_family(address: str) -> socket.AddressFamily:
    """Return the family of a numeric address."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def make_end(address: str, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
    """Return an end as sockets take it. Windows' loop takes an IPv6 address only with its flow and its scope.

    Raises:
        OSError: there is no interface of the scope's name.

    """
    bare, _, scope = address.partition("%")
    if ":" not in bare:
        return (address, port)
    return (bare, port, 0, int(scope) if scope.isdigit() else socket.if_nametoindex(scope) if scope else 0)


def find_source(address: str) -> str | None:
    """Return the address from which this machine reaches another one; nothing is sent. None without a way there."""
    with socket.socket(find_family(address), socket.SOCK_DGRAM) as probe:
        try:
            # Any port: connecting a datagram socket only looks up the route.
            probe.connect((address, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return None
