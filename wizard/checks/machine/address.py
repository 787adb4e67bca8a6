"""Whether this machine is the one the plan means: its addresses and its names. Nothing is looked up."""

import ipaddress
from collections.abc import Sequence

from wizard.checks.machine.figures import ADDRESSES, HOST_NAME
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import LONGEST_VALUE, read_text, registry_value
from wizard.checks.probe import Measurement, Value

_TCPIP = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
# What an administrator set, what the domain set, what DHCP gave.
SUFFIXES = tuple(registry_value(rf"{_TCPIP}\{name}") for name in ("Domain", "NV Domain", "DhcpDomain"))
READINGS = (ADDRESSES, HOST_NAME, *SUFFIXES)
MOST_ADDRESSES = 64


def measure_address(reader: MachineReader, planned: str | None) -> Sequence[Measurement]:
    """Decide whether the planned address is this machine's; a name that is not its own may still point here."""
    addresses = _read_addresses(reader)
    names = _read_names(reader)
    values: dict[str, Value] = {"addresses": ", ".join(map(str, addresses)), "host_name": names[-1]}
    wanted = (planned or "").strip()
    if not wanted:
        return (Measurement("unknown", "address_not_planned", values=values),)
    address = _parse(wanted)
    if address is not None:
        return (Measurement("ok" if address in addresses else "failed", values=values, target=wanted),)
    if wanted.rstrip(".").lower() in names:
        return (Measurement("ok", values=values, target=wanted),)
    return (Measurement("unknown", "name_of_another", values=values, target=wanted),)


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _read_addresses(reader: MachineReader) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    parsed = (_parse(each) for each in reader.read(ADDRESSES))
    # Every machine has its loopback: a plan that names it says nothing.
    own = {each for each in parsed if each is not None and not each.is_loopback}
    return sorted(own, key=lambda each: (each.version, int(each)))[:MOST_ADDRESSES]


def _read_names(reader: MachineReader) -> list[str]:
    """Return the machine's names in lower case, the shortest first."""
    host = reader.read(HOST_NAME)[:LONGEST_VALUE].lower()
    names = [host]
    for suffix in SUFFIXES:
        try:
            names.append(f"{host.partition('.')[0]}.{read_text(reader, suffix).lower()}")
        except ReadingError:
            continue
    return sorted(set(names), key=len)
