"""A certificate file the customer already has, judged before anything serves it (SEC-3). Keys in it are left alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from wizard.checks.tls.certificate import find_extension, parse_certificate
from wizard.checks.tls.pem import read_certificates
from wizard.checks.tls.trust import read_trusted
from wizard.checks.tls.verdict import Verdict, judge_chain
from wizard.domain.evidence.words.tls import REASONS
from wizard.errors import CertificateError

LARGEST_FILE = 1024 * 1024
MOST_CERTIFICATES = 100


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
    """Return the certificates of a PEM, base64, DER or PKCS#7 file, in whatever order they stand there.

    A private key is neither decoded nor kept.

    Raises:
        CertificateFileError: it is too large, is a PKCS#12 file, or holds no certificate that can be read.

    """
    if len(data) > LARGEST_FILE:
        raise CertificateFileError("file_too_large")
    found = read_certificates(data)
    if found.is_pkcs12:
        raise CertificateFileError("file_is_pkcs12")
    certificates = [each for each in map(parse_certificate, found.ders[:MOST_CERTIFICATES]) if each is not None]
    if not certificates:
        raise CertificateFileError("file_without_certificate")
    leaf = _choose_leaf(certificates)
    others = tuple(each.public_bytes(Encoding.DER) for each in certificates if each != leaf)
    return CertificateFile(leaf.public_bytes(Encoding.DER), others, found.holds_key)


def judge_certificate_file(
    data: bytes, name: str, now: datetime, roots: bytes | None = None, *, installation: date | None = None
) -> Verdict:
    """Judge the certificate of a file for a name, for now or a later day of the installation.

    Without ``roots``, the content of a file too, this machine's authorities count.

    Raises:
        CertificateFileError: as ``read_certificate_file``.
        CertificateError: the roots hold no certificate.

    """
    file = read_certificate_file(data)
    trusted = read_trusted(roots)
    verdict = judge_chain(file.leaf, file.intermediates, name, now, trusted, installation=installation)
    return verdict.add((), holds_key=True) if file.holds_key else verdict


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
