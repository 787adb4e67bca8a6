"""Whom a chain may end at: authorities given as PEM, or those this machine trusts."""

import ssl
import sys
from contextlib import suppress
from pathlib import Path

from wizard.checks.probe import Touch, TouchKind
from wizard.checks.tls.pem import read_certificates
from wizard.checks.tls.windows_stores import STORES, read_windows_stores
from wizard.errors import CertificateError
from wizard.foreign_files import read_foreign
from wizard.i18n import Message

_PURPOSE = Message("Read which certificate authorities this machine trusts")
_LARGEST_FILE = 4 * 1024 * 1024


def list_trust_touches(roots: bytes | None) -> tuple[Touch, ...]:
    """Return what is read to know whom this machine trusts; nothing where authorities (PEM) are given."""
    if roots is not None:
        return ()
    if sys.platform == "win32":
        return tuple(Touch(TouchKind.SYSTEM, f"certificate store {store}", _PURPOSE) for store in STORES)
    paths = ssl.get_default_verify_paths()
    return tuple(Touch(TouchKind.FILE, path, _PURPOSE) for path in (paths.cafile, paths.capath) if path)


def read_trusted(roots: bytes | None) -> tuple[bytes, ...]:
    """Return the trusted authorities as DER: those given as PEM, or this machine's.

    Raises:
        CertificateError: what is given holds no certificate.

    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    _load(context, roots)
    trusted = tuple(context.get_ca_certs(binary_form=True))
    if not trusted and roots is None and sys.platform != "win32":
        # Where authorities lie one file each in a folder, OpenSSL opens them only when it meets their names.
        trusted = _read_folder()
    return trusted


def make_verifying_context(roots: bytes | None, *, strict: bool = True) -> ssl.SSLContext:
    """Return a context that verifies chain and name, strictly as Python does by default from 3.13 on, or as OpenSSL.

    Raises:
        CertificateError: what is given holds no certificate.

    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    _load(context, roots)
    context.hostname_checks_common_name = False
    if strict:
        context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def make_reading_context() -> ssl.SSLContext:
    """Return a context that trusts nobody and refuses nobody: it only reads what a server shows.

    Old protocols and weak keys are let in, to be told in the verdict; no secret is ever sent through it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def _load(context: ssl.SSLContext, roots: bytes | None) -> None:
    if roots is None and sys.platform == "win32":
        _load_windows(context)
        return
    if roots is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
        return
    try:
        context.load_verify_locations(cadata=b"".join(read_certificates(roots).ders))
    except (ssl.SSLError, ValueError) as error:
        raise CertificateError("The file of trusted authorities holds no certificate (PEM is expected).") from error


def _load_windows(context: ssl.SSLContext) -> None:
    for der in read_windows_stores():
        # One that OpenSSL cannot read must not take the others with it.
        with suppress(ssl.SSLError, ValueError):
            context.load_verify_locations(cadata=der)


def _read_folder() -> tuple[bytes, ...]:
    folder = ssl.get_default_verify_paths().capath
    if folder is None:
        return ()
    found = set()
    for file in Path(folder).glob("*.[0-9]"):
        try:
            text = read_foreign(file, _LARGEST_FILE).decode("ascii", "replace")
            found.add(ssl.PEM_cert_to_DER_cert(text[text.index("-----BEGIN CERTIFICATE-----") :]))
        except (OSError, ValueError):
            continue
    return tuple(sorted(found))
