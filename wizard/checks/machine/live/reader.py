"""Reads this machine: which call answers which reading, and what its failures mean."""

import sys
from collections.abc import Callable
from typing import Any, cast

from wizard.checks.machine.live import (
    figures,
    files,
    hypervisor,
    native,
    registry,
    reservations,
    rights,
    session,
    storage,
)
from wizard.checks.machine.reading import Reading, ReadingError, System, T

_TAKERS: dict[str, Callable[[str], Any]] = {
    "keys": registry.list_keys,
    "names": registry.list_names,
    "variable": files.read_variable,
    "folder": files.list_names,
    "rights": rights.read_rights,
    "elevated": rights.read_elevated,
    "memory": figures.read_memory,
    "installed_memory": figures.read_installed_memory,
    "cores": figures.read_cores,
    "hypervisor": hypervisor.read_hypervisor,
    "bus_devices": hypervisor.read_bus_devices,
    "listeners": figures.read_listeners,
    "reserved_ports": reservations.read_reserved_ports,
    "addresses": figures.read_addresses,
    "host_name": figures.read_host_name,
    "system_name": figures.read_system_name,
    "space": storage.read_space,
    "device": storage.read_device,
    "usb_devices": session.read_usb_devices,
    "session_id": session.read_session_id,
    "suite": native.read_suite,
    "code_integrity": native.read_code_integrity,
    "subvalues": registry.list_subvalues,
    "remote_session": session.read_remote_session,
}
_SYSTEMS: dict[str, System] = {"win32": "windows", "linux": "linux", "darwin": "darwin"}


class LiveReader:
    """This machine."""

    @property
    def system(self) -> System:
        """Which system this machine runs."""
        return _SYSTEMS.get(sys.platform, "other")

    def read(self, reading: Reading[T]) -> T:
        """Return what is read now.

        Raises:
            ReadingError: it is not there, not readable, or not on this system.

        """
        place = reading.places.get(self.system)
        if place is None:
            raise ReadingError("not_on_this_system")
        try:
            return cast("T", self._take(reading, place))
        except FileNotFoundError:
            raise ReadingError("absent", place) from None
        except OSError as error:
            raise ReadingError("not_readable", f"{place}: {error}") from error

    def _take(self, reading: Reading[Any], place: str) -> object:
        if reading.name == "value":
            return registry.read_value(place) if self.system == "windows" else files.read_value(place)
        return _TAKERS[reading.name](reading.argument)
