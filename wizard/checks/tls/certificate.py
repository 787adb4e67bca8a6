"""What a certificate says, read from its DER without trusting it (RFC 5280)."""

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from wizard.checks.tls.names import Address

T = TypeVar("T")
Extension = TypeVar("Extension", bound=x509.ExtensionType)

# What cryptography raises on what is there but broken.
BROKEN = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
_LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate's own statements. ``key`` and ``signature_hash`` are names such as "RSA 2048" and "sha256".

    ``dns_names`` and ``addresses`` come from the subjectAltName, and ``has_names`` tells whether there is one.
    ``is_broken`` is set where the extensions cannot be decoded.
    """

    subject: str
    issuer: str
    common_names: tuple[str, ...]
    dns_names: tuple[str, ...]
    addresses: tuple[Address, ...]
    has_names: bool
    not_before: datetime
    not_after: datetime
    key: str
    signature_hash: str
    fingerprint: str
    is_broken: bool


def parse_certificate(der: bytes) -> x509.Certificate | None:
    """Return a certificate, or None where the bytes are none."""
    with warnings.catch_warnings():
        # A serial number of zero is worth a warning to programmers; the verdict on it is the chain's.
        warnings.simplefilter("ignore")
        try:
            certificate = x509.load_der_x509_certificate(der)
            # The names are decoded late.
            _ = certificate.subject, certificate.issuer, certificate.not_valid_after_utc, certificate.serial_number
        except BROKEN:
            return None
    return certificate


def parse_certificates(ders: Iterable[bytes]) -> list[x509.Certificate]:
    """Return those of some certificates that can be read."""
    return [certificate for der in ders if (certificate := parse_certificate(der)) is not None]


def read_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Return what a certificate says of itself."""
    extensions = _attempt(lambda: certificate.extensions)
    names = find_extension(certificate, x509.SubjectAlternativeName)
    return CertificateFacts(
        subject=_write_name(certificate.subject),
        issuer=_write_name(certificate.issuer),
        common_names=tuple(str(each.value) for each in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)),
        dns_names=() if names is None else tuple(names.get_values_for_type(x509.DNSName)),
        addresses=() if names is None else _list_addresses(names),
        has_names=names is not None,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        key=_name_key(certificate),
        signature_hash=_name_signature_hash(certificate),
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        is_broken=extensions is None,
    )


def find_extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """Return an extension's value; None if the certificate has none, or none that can be read."""
    extensions = _attempt(lambda: certificate.extensions)
    if extensions is None:
        return None
    return next((each.value for each in extensions if isinstance(each.value, kind)), None)


def read_key(certificate: x509.Certificate) -> object | None:
    """Return a certificate's public key; None where it is of no known kind."""
    return _attempt(certificate.public_key)


def _attempt(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except BROKEN:
        return None


def _write_name(name: x509.Name) -> str:
    return (_attempt(name.rfc4514_string) or "")[:_LONGEST_SUBJECT]


def _list_addresses(names: x509.SubjectAlternativeName) -> tuple[Address, ...]:
    # In a subjectAltName there are no networks (RFC 5280, section 4.2.1.6).
    values = names.get_values_for_type(x509.IPAddress)
    return tuple(value for value in values if isinstance(value, Address))


def _name_key(certificate: x509.Certificate) -> str:
    key = read_key(certificate)
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    return "?" if key is None else type(key).__name__.removesuffix("PublicKey")


def _name_signature_hash(certificate: x509.Certificate) -> str:
    algorithm = _attempt(lambda: certificate.signature_hash_algorithm)
    return algorithm.name if algorithm is not None else "?"
