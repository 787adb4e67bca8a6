"""ICMP echo on Windows: IcmpSendEcho of iphlpapi.dll, for every user (Microsoft, "IcmpSendEcho function")."""

import ctypes
import socket
import struct
import sys

_PAYLOAD = b"tws-preinstall echo request".ljust(32, b".")
# ICMP_ECHO_REPLY, 64 bits: address, status, time in ms, size, reserved, pointer, and the options (16 bytes).
_REPLY = struct.Struct("=IIIHHQ16s")
_SUCCESS = 0
# The answer with its data, and eight bytes for an ICMP error, as the page asks.
_ROOM = _REPLY.size + len(_PAYLOAD) + 8


def read_reply(count: int, buffer: bytes) -> float | None:
    """Return the seconds that an answered request took; None where none, or an error, came back."""
    if count == 0 or len(buffer) < _REPLY.size:
        return None
    _, status, milliseconds, *_ = _REPLY.unpack(buffer[: _REPLY.size])
    return milliseconds / 1_000 if status == _SUCCESS else None


if sys.platform == "win32":

    def echo_once(address: str, seconds: float) -> float | None:
        """Return the seconds there and back to an IPv4 address; None where no answer came in time.

        Raises:
            EchoNotAllowedError: the system gives no handle, or the address is one of IPv6.

        """
        from wizard.checks.network.roundtrip import EchoNotAllowedError  # noqa: PLC0415 - it imports this module

        if ":" in address:
            raise EchoNotAllowedError
        library = ctypes.WinDLL("iphlpapi")
        library.IcmpCreateFile.restype = ctypes.c_void_p
        library.IcmpCloseHandle.argtypes = (ctypes.c_void_p,)
        library.IcmpSendEcho.argtypes = (
            ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_uint16,
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32,
        )  # fmt: skip
        handle = library.IcmpCreateFile()
        if handle in (None, ctypes.c_void_p(-1).value):
            raise EchoNotAllowedError
        try:
            room = ctypes.create_string_buffer(_ROOM)
            there = struct.unpack("=I", socket.inet_aton(address))[0]
            count = library.IcmpSendEcho(
                handle, there, _PAYLOAD, len(_PAYLOAD), None, room, len(room), int(seconds * 1_000)
            )
            return read_reply(count, room.raw)
        finally:
            library.IcmpCloseHandle(handle)
