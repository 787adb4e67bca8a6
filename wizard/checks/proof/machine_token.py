"""A token by which both ends of a proof find out that they are one machine, whatever addresses lie between them."""

import hmac
import platform
import sys
from pathlib import Path

from wizard.checks.probe import Touch, TouchKind
from wizard.i18n import Message

TOKEN_BYTES = 16
PURPOSE = Message("tell whether both ends are one machine")
# proc(5): new at every boot, and the network namespace that a process lives in: a container with a network of its own
# is a machine of its own to whoever sends to it.
_BOOT, _NETWORK = "/proc/sys/kernel/random/boot_id", "/proc/thread-self/ns/net"
# Made when Windows is installed; copies of a disk share it, and are told apart by their names.
_CRYPTOGRAPHY, _GUID = r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"


def make_token(key: bytes) -> bytes | None:
    """Return what tells this machine apart from others, to holders of the key alone; None where nothing does.

    Another key gives another token, and none gives back what it was made of.
    """
    identity = _read_identity()
    return None if identity is None else hmac.digest(key, b"machine " + identity, "sha256")[:TOKEN_BYTES]


def list_token_touches() -> tuple[Touch, ...]:
    """Return the manifest's lines for what the token is made of on this system."""
    if sys.platform == "win32":
        return (Touch(TouchKind.REGISTRY, rf"HKLM\{_CRYPTOGRAPHY}\{_GUID}", PURPOSE),)
    return tuple(Touch(TouchKind.FILE, path, PURPOSE) for path in (_BOOT, _NETWORK))


def _read_identity() -> bytes | None:
    try:
        parts = (_read_guid(), platform.node()) if sys.platform == "win32" else _read_boot()
    except OSError:
        return None
    return "\0".join(parts).encode("utf-8", "surrogateescape")


def _read_boot() -> tuple[str, str]:
    return Path(_BOOT).read_text(encoding="ascii").strip(), str(Path(_NETWORK).readlink())


def _read_guid() -> str:
    if sys.platform != "win32":
        raise OSError(_GUID)
    import winreg  # noqa: PLC0415 - on Windows only

    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _CRYPTOGRAPHY, 0, access) as opened:
        return str(winreg.QueryValueEx(opened, _GUID)[0])
