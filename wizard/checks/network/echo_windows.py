"""ICMP echo on Windows, which everybody may send by the IP Helper library (Microsoft, "IcmpSendEcho function")."""

import ctypes
import secrets
import socket
import sys
import time
from collections.abc import Callable
from typing import Protocol

from wizard.checks.network.faults import Unproven

_PAYLOAD_BYTES = 32
# Microsoft: the reply, the data, and eight bytes for an ICMP error.
_ERROR_BYTES = 8
_SUCCESS = 0
# ipexport.h; what a router says where there is no way, and what Windows says itself (winerror.h).
_TIMED_OUT = 11010
_NO_WAY = frozenset({11002, 11003, 11004, 11005, 11013, 1231, 1232})
_INVALID_HANDLE = ctypes.c_void_p(-1).value


class Options(ctypes.Structure):
    """IP_OPTION_INFORMATION."""

    _fields_ = (
        ("ttl", ctypes.c_ubyte),
        ("tos", ctypes.c_ubyte),
        ("flags", ctypes.c_ubyte),
        ("options_size", ctypes.c_ubyte),
        ("options_data", ctypes.c_void_p),
    )


class Reply(ctypes.Structure):
    """ICMP_ECHO_REPLY."""

    _fields_ = (
        ("address", ctypes.c_uint32),
        ("status", ctypes.c_uint32),
        ("round_trip_time", ctypes.c_uint32),
        ("data_size", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort),
        ("data", ctypes.c_void_p),
        ("options", Options),
    )


class IcmpLibrary(Protocol):
    """The three functions of iphlpapi.dll that are called."""

    def IcmpCreateFile(self) -> int | None:  # noqa: N802 - Microsoft's name
        """Open a handle."""

    def IcmpCloseHandle(self, handle: int) -> int:  # noqa: N802 - as above
        """Close it."""

    def IcmpSendEcho(  # noqa: N802, PLR0913, PLR0917 - as above, and Microsoft's parameters
        self, handle: int, address: int, data: bytes, size: int, options: None, reply: object, room: int, wait_ms: int
    ) -> int:
        """Send a request and wait; return the number of replies."""


def load_library() -> IcmpLibrary:
    """Return the library with its functions' types.

    Raises:
        Unproven: this is not Windows, or it has no such library.

    """
    if sys.platform != "win32":
        raise Unproven("unknown", "not_on_this_system")
    else:  # noqa: RET506 - mypy leaves out what stands behind this system's test only in a branch
        try:
            library = ctypes.WinDLL("iphlpapi", use_last_error=True)
        except OSError as error:
            raise Unproven("unknown", "not_on_this_system", str(error)) from error
        word, short, handle = ctypes.c_uint32, ctypes.c_ushort, ctypes.c_void_p
        library.IcmpCreateFile.restype, library.IcmpCreateFile.argtypes = handle, ()
        library.IcmpCloseHandle.restype, library.IcmpCloseHandle.argtypes = ctypes.c_int, (handle,)
        library.IcmpSendEcho.argtypes = (handle, word, ctypes.c_char_p, short, handle, handle, word, word)
        library.IcmpSendEcho.restype = word
        return library


def read_last_error() -> int:
    """Return why the last call of this thread failed, by Windows' number."""
    if sys.platform != "win32":
        return _SUCCESS
    return ctypes.get_last_error()


def send_echo(
    library: IcmpLibrary, address: str, wait_ms: int, read_error: Callable[[], int] = read_last_error
) -> float | None:
    """Return the milliseconds until the answer to one request to an IPv4 address; None without one. It blocks.

    Raises:
        Unproven: the system gives no handle or cannot send, or a router says that there is no way.

    """
    handle = library.IcmpCreateFile()
    if handle is None or handle == _INVALID_HANDLE:
        raise Unproven("unknown", "not_allowed")
    try:
        payload = secrets.token_bytes(_PAYLOAD_BYTES)
        room = ctypes.sizeof(Reply) + _PAYLOAD_BYTES + _ERROR_BYTES
        buffer = ctypes.create_string_buffer(room)
        # The address as it stands in memory, in the network's order.
        number = int.from_bytes(socket.inet_aton(address), sys.byteorder)
        began = time.perf_counter()
        count = library.IcmpSendEcho(handle, number, payload, len(payload), None, buffer, room, wait_ms)
        took = (time.perf_counter() - began) * 1_000
        reply = Reply.from_buffer(buffer)
        # Without a reply the reason is the call's error, in the same numbers as a reply's status.
        return took if _succeeded(reply.status if count else read_error()) and reply.address == number else None
    finally:
        library.IcmpCloseHandle(handle)


def _succeeded(status: int) -> bool:
    """Return whether a status says that an answer came; one that came too late or never has none."""
    if status in _NO_WAY:
        raise Unproven("unknown", "unreachable", f"IcmpSendEcho: {status}")
    if status not in (_SUCCESS, _TIMED_OUT):
        raise Unproven("unknown", "connection_failed", f"IcmpSendEcho: {status}")
    return status == _SUCCESS
