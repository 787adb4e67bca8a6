"""What else lives on the server: Exchange, a domain controller, a web server on port 80 (SRV-7)."""

from collections.abc import Sequence

from wizard.checks.machine.figures import LISTENERS
from wizard.checks.machine.listeners import find_holders
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import (
    LONGEST_VALUE,
    PRODUCT_TYPE,
    is_there,
    read_text,
    registry_keys,
    registry_value,
)
from wizard.checks.machine.windows import is_server
from wizard.checks.probe import Measurement, Value

# Exchange 2010 writes v14, every later one v15: a key for each of a server's roles (MailboxRole, CafeRole,
# EdgeTransportRole …), and one for the management tools, which PCs and other servers may have without any role.
_EXCHANGE = tuple(registry_keys(rf"HKLM\SOFTWARE\Microsoft\ExchangeServer\{version}") for version in ("v15", "v14"))
_ROLE, _TOOLS = "role", "admintools"
_IIS = registry_value(r"HKLM\SOFTWARE\Microsoft\InetStp\MajorVersion")
READINGS = (*_EXCHANGE, _IIS, PRODUCT_TYPE, LISTENERS)
_DOMAIN_CONTROLLER = "LanmanNT"
_WEB_PORT = ("tcp", 80)


def _decide(field: str, *, found: bool, values: dict[str, Value] | None = None) -> Sequence[Measurement]:
    return (Measurement("failed" if found else "ok", values=values, answers={field: found}),)


def measure_exchange(reader: MachineReader) -> Sequence[Measurement]:
    """Decide whether Microsoft Exchange is installed, in any of its roles; its management tools alone are no server."""
    field = "server.hosts_exchange"
    present = [key for key in _EXCHANGE if is_there(reader, key)]
    if not present:
        return _decide(field, found=False)
    parts = [part for key in present for part in reader.read(key)]
    values: dict[str, Value] = {"exchange_parts": ", ".join(sorted(parts))[:LONGEST_VALUE]}
    if any(part.lower().endswith(_ROLE) for part in parts):
        return _decide(field, found=True, values=values)
    if _TOOLS in map(str.lower, parts):
        return _decide(field, found=False, values=values)
    return (Measurement("unknown", "exchange_unclear", values=values if parts else None),)


def measure_domain_controller(reader: MachineReader) -> Sequence[Measurement]:
    """Decide whether the machine is an Active Directory domain controller."""
    is_server(reader)
    kind = read_text(reader, PRODUCT_TYPE)
    found = kind == _DOMAIN_CONTROLLER
    return _decide("server.hosts_domain_controller", found=found, values={"product_type": kind})


def measure_web_server(reader: MachineReader) -> Sequence[Measurement]:
    """Decide whether something other than IIS holds port 80."""
    field = "server.hosts_other_web_server_on_port_80"
    holder = find_holders(reader).get(_WEB_PORT)
    if holder is None:
        return _decide(field, found=False)
    values = holder.describe()
    if holder.own:
        return (Measurement("unknown", "own_listener", values=values),)
    if holder.loopback:
        return (Measurement("unknown", "loopback_only", values=values),)
    if not holder.kernel:
        return _decide(field, found=True, values=values)
    if is_there(reader, _IIS):
        return _decide(field, found=False, values=values)
    raise ReadingError("kernel_web_server", holder.program)
