"""A certificate file the customer already has, judged before anything serves it (SEC-3). Keys in it are left alone."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from wizard.checks.tls.certificate import BROKEN, find_extension, parse_certificate
from wizard.checks.tls.trust import read_trusted
from wizard.checks.tls.verdict import Verdict, judge_chain
from wizard.domain.evidence.words.tls import REASONS
from wizard.errors import CertificateError

LARGEST_FILE = 1024 * 1024
MOST_CERTIFICATES = 100
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----).)*)-----END \1-----", re.DOTALL)
_CERTIFICATES = (b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE")
_PKCS7 = (b"PKCS7", b"CMS")
# A PFX is SEQUENCE { INTEGER 3, … } (RFC 7292, section 4); a long SEQUENCE has 0x80 or two to four bytes of length.
_PKCS12 = re.compile(rb"\x30(\x80|[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02\x01\x03", re.DOTALL)


class CertificateFileError(CertificateError):
    """A file that holds no certificate to judge; ``reason`` says why, among the reasons of evidence."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason].text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """The certificates of a file as DER: the server's and the others, and whether a private key lies in it too."""

    leaf: bytes
    intermediates: tuple[bytes, ...]
    holds_key: bool


def read_certificate_file(data: bytes) -> CertificateFile:
    """Return the certificates of a PEM, DER or PKCS#7 file, in whatever order they stand there.

    A private key is neither decoded nor kept.

    Raises:
        CertificateFileError: it is too large, is a PKCS#12 file, or holds no certificate that can be read.

    """
    if len(data) > LARGEST_FILE:
        raise CertificateFileError("file_too_large")
    blocks = [(match[1], match[2]) for match in _BLOCK.finditer(data)]
    ders = _read_blocks(blocks) if blocks else _read_binary(data)
    certificates = [each for each in map(parse_certificate, ders[:MOST_CERTIFICATES]) if each is not None]
    if not certificates:
        raise CertificateFileError("file_without_certificate")
    leaf = _choose_leaf(certificates)
    others = tuple(each.public_bytes(Encoding.DER) for each in certificates if each != leaf)
    return CertificateFile(leaf.public_bytes(Encoding.DER), others, any(b"PRIVATE KEY" in label for label, _ in blocks))


def judge_certificate_file(data: bytes, name: str, at: datetime, roots: bytes | None = None) -> Verdict:
    """Judge the certificate of a file for a name at a moment; without ``roots`` (PEM) this machine's are trusted.

    Raises:
        CertificateFileError: as ``read_certificate_file``.
        CertificateError: the roots hold no certificate.

    """
    file = read_certificate_file(data)
    verdict = judge_chain(file.leaf, file.intermediates, name, at, read_trusted(roots))
    return verdict.add((), holds_key=True) if file.holds_key else verdict


def _read_blocks(blocks: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    ders: list[bytes] = []
    for label, body in blocks:
        if label not in _CERTIFICATES and label not in _PKCS7:
            continue
        try:
            der = base64.b64decode(b"".join(body.split()), validate=True)
        except ValueError:
            continue
        ders.extend([der] if label in _CERTIFICATES else _read_pkcs7(der))
    return ders


def _read_binary(data: bytes) -> list[bytes]:
    if _PKCS12.match(data):
        raise CertificateFileError("file_is_pkcs12")
    return _read_pkcs7(data) or [data]


def _read_pkcs7(der: bytes) -> list[bytes]:
    try:
        return [each.public_bytes(Encoding.DER) for each in pkcs7.load_der_pkcs7_certificates(der)]
    except BROKEN:
        return []


def _choose_leaf(certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the first certificate that is no authority's and has issued none of the others; else the first."""
    issuers = {each.issuer for each in certificates if each.issuer != each.subject}
    conditions: tuple[Callable[[x509.Certificate], bool], ...] = (
        lambda each: not _is_authority(each) and each.subject not in issuers,
        lambda each: each.subject not in issuers,
    )
    for condition in conditions:
        for certificate in certificates:
            if condition(certificate):
                return certificate
    return certificates[0]


def _is_authority(certificate: x509.Certificate) -> bool:
    constraints = find_extension(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca
