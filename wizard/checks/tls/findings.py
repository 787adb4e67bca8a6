"""What is wrong with a certificate by itself: name, dates, key, signature and purpose; the chain apart."""

from collections.abc import Iterator
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from wizard.checks.tls.certificate import CertificateFacts, find_extension, read_key
from wizard.checks.tls.names import matches_exactly, matches_wildcard, read_address
from wizard.domain.certificates import Judged

# Baseline Requirements for TLS certificates, section 6.1.5 (key sizes): RSA from 2048 bits, P-256, P-384, P-521.
SHORTEST_RSA_BITS = 2_048
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
# Supported by Windows' TLS, but not enabled by default (Microsoft, TLS Elliptic Curves in Windows 10 version 1607 and
# later); of the three above the other two are.
_CURVES_NOT_ENABLED = (ec.SECP521R1,)
WEAK_HASHES = ("md5", "sha1")


def find_faults(
    certificate: x509.Certificate, facts: CertificateFacts, name: str | None, judged: Judged
) -> Iterator[str]:
    """Return a server certificate's own faults for a normalised name at a moment."""
    yield from _find_date_faults(facts, judged)
    if uses_curve_not_enabled(certificate):
        yield "curve_not_enabled"
    if name is None:
        yield "unusable_name"
    if facts.is_broken:
        # Names and purposes stand in the extensions: what cannot be decoded is not judged.
        yield "nonconforming"
    elif name is not None:
        yield from _find_name_faults(facts, name)
    constraints = find_extension(certificate, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        yield "is_authority"
    usage = find_extension(certificate, x509.ExtendedKeyUsage)
    if usage is not None and ExtendedKeyUsageOID.SERVER_AUTH not in usage:
        yield "wrong_purpose"
    yield from find_weaknesses(certificate, facts.signature_hash)


def find_weaknesses(certificate: x509.Certificate, signature_hash: str | None) -> Iterator[str]:
    """Return what is too weak in a certificate; the signature on a trusted root counts for nothing (None)."""
    key = read_key(certificate)
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < SHORTEST_RSA_BITS:
            yield "weak_key"
    elif not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)):
        yield "unusual_key"
    if signature_hash in WEAK_HASHES:
        yield "weak_signature"


def uses_curve_not_enabled(certificate: x509.Certificate) -> bool:
    """Say whether a certificate's key lies on a curve that Windows' TLS does not take unless it is told to."""
    key = read_key(certificate)
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES_NOT_ENABLED)


def is_over(facts: CertificateFacts, at: datetime) -> bool:
    """Say whether a certificate has expired at a moment."""
    # The last second belongs to the validity, with all its fractions (RFC 5280, section 4.1.2.5).
    return at.replace(microsecond=0) > facts.not_after


def is_covered(facts: CertificateFacts, name: str) -> tuple[bool, bool]:
    """Say whether a certificate covers a normalised name, and whether it does so by a wildcard alone."""
    address = read_address(name)
    if address is not None:
        return address in facts.addresses, False
    exact = matches_exactly(name, facts.dns_names)
    wildcard = not exact and matches_wildcard(name, facts.dns_names)
    return exact or wildcard, wildcard


def _find_date_faults(facts: CertificateFacts, judged: Judged) -> Iterator[str]:
    if judged.at < facts.not_before:
        yield "not_yet_valid"
    if is_over(facts, judged.now):
        yield "expired"
    elif is_over(facts, judged.at):
        yield "expires_before_installation"


def _find_name_faults(facts: CertificateFacts, name: str) -> Iterator[str]:
    if not is_covered(facts, name)[0]:
        # Older programs looked at the common name where there was nothing else: it tells what to ask the issuer for.
        by_common_name = not facts.has_names and (
            matches_exactly(name, facts.common_names) or matches_wildcard(name, facts.common_names)
        )
        yield "common_name_only" if by_common_name else "wrong_name"
