"""What the DNS's answers to a name, and to a made-up one beside it, say of the address that the plan gives (SEC-2)."""

from ipaddress import ip_address

from wizard.checks.network.dns_query import ANSWERS, DnsOutcome
from wizard.checks.network.hosts import is_special
from wizard.checks.network.lookup import Lookup
from wizard.checks.probe import Measurement

IPV4, IPV6 = 4, 6


def judge_name(found: Lookup, sibling: Lookup | None, expected: str | None) -> Measurement:
    """Return what is known of a name: that it leads to the expected address and nowhere else, or why that is not known.

    ``sibling`` is what a made-up name came to; None where none was asked for. ``expected`` None: the plan gives none.
    """
    if found.outcome is not DnsOutcome.FOUND:
        return _judge_absence(found)
    if any(map(is_special, found.addresses)):
        return Measurement("failed", "special_address")
    address = _read_address(expected)
    # Where any name leads to the planned address this one does too; to another address it need not exist at all.
    if sibling is not None and set(sibling.addresses) & set(found.addresses) - {address}:
        return Measurement("unknown", "any_name")
    if found.differ:
        return Measurement("unknown", "dns_servers_differ")
    if address is None:
        return Measurement("unknown", "address_not_known")
    return _compare(found, address)


def _judge_absence(found: Lookup) -> Measurement:
    if found.outcome not in ANSWERS:
        return Measurement("unknown", found.outcome.value)
    return Measurement("failed", found.outcome.value) if found.whole else Measurement("unknown", "not_every_server")


def _read_address(text: str | None) -> str | None:
    try:
        return str(ip_address((text or "").strip()))
    except ValueError:
        return None


def _compare(found: Lookup, expected: str) -> Measurement:
    version = _find_version(expected)
    alike = {address for address in found.addresses if _find_version(address) == version}
    if not alike and version not in found.answered:
        return Measurement("unknown", "one_version_unanswered")
    if not alike:
        return Measurement("unknown", "version_not_planned")
    if expected not in alike:
        return Measurement("failed", "other_address")
    if alike != {expected}:
        return Measurement("unknown", "several_addresses")
    return _judge_other_version(found)


def _judge_other_version(found: Lookup) -> Measurement:
    """Judge a name that leads to the expected address alone, as far as its IP version goes."""
    if len({_find_version(address) for address in found.addresses}) > 1:
        return Measurement("unknown", "version_not_planned")
    if found.answered != {IPV4, IPV6}:
        return Measurement("unknown", "one_version_unanswered")
    return Measurement("ok")


def _find_version(address: str) -> int:
    return IPV6 if ":" in address else IPV4
