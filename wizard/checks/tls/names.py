"""Which names a certificate covers: its subjectAltName alone, by the rules of RFC 9525 (and RFC 6125 before it)."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_NAME = 253
# RFC 9525 leaves it to the program how wide a wildcard may reach; OpenSSL and browsers refuse *.com.
_FEWEST_LABELS_BEHIND_WILDCARD = 2


def normalise_name(name: str) -> str | None:
    """Return a DNS name in lower case and ASCII, without the root's dot, or an IP address; None if it is neither."""
    name = name.strip()
    address = read_address(name)
    if address is not None:
        return str(address)
    try:
        ascii_name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    labels = ascii_name.split(".")
    # All digits at the end would be read as an IPv4 address (RFC 1123, section 2.1).
    usable = len(ascii_name) <= _LONGEST_NAME and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return ascii_name if usable else None


def read_address(text: str) -> Address | None:
    """Return the IP address that a text is, or None."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def matches_exactly(name: str, dns_names: Iterable[str]) -> bool:
    """Say whether a normalised DNS name is one of a certificate's, letter case aside."""
    return any(dns_name.lower().removesuffix(".") == name for dns_name in dns_names)


def matches_wildcard(name: str, dns_names: Iterable[str]) -> bool:
    """Say whether a wildcard of a certificate covers a normalised DNS name: one whole label, the leftmost one."""
    label, _, parent = name.partition(".")
    if not label or parent.count(".") + 1 < _FEWEST_LABELS_BEHIND_WILDCARD:
        return False
    return any(dns_name.lower().removesuffix(".") == f"*.{parent}" for dns_name in dns_names)
