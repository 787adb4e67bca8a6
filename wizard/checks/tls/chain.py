"""The chain from a certificate to a trusted authority, verified offline (RFC 5280, section 6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, Store, VerificationError

from wizard.checks.tls.certificate import BROKEN, read_facts, read_key
from wizard.checks.tls.findings import WEAK_HASHES, find_weaknesses, is_over, uses_curve_not_enabled
from wizard.checks.tls.names import read_address
from wizard.domain.certificates import Judged

# Public chains have two or three; whoever sends more wants something else.
MOST_INTERMEDIATES = 16
_CA = ExtensionPolicy.webpki_defaults_ca()
# Old private authorities leave the key identifier out. An issuer has to write it, but validating a path takes none
# (RFC 5280, sections 4.2.1.1 and 6.1), and Windows, OpenSSL and browsers take the issuer by its name.
_SERVER = ExtensionPolicy.webpki_defaults_ee().may_be_present(
    x509.AuthorityKeyIdentifier, Criticality.NON_CRITICAL, None
)
# From here the verifier quotes the certificate, whose facts are told anyway.
_QUOTATION = " (encountered processing"


@dataclass(frozen=True, slots=True)
class Path:
    """How a certificate leads upwards: itself first; ``objection`` is the verifier's.

    ``is_accepted`` says whether the verifier accepts the path, ``is_trusted`` whether it ends at a trusted authority.
    """

    certificates: tuple[x509.Certificate, ...]
    is_trusted: bool
    is_accepted: bool
    objection: str | None = None


def verify_path(
    leaf: x509.Certificate,
    intermediates: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    name: str | None,
    at: datetime,
) -> Path:
    """Return the path the verifier accepts for a normalised name, or the one that explains why there is none."""
    anchors = [each for each in roots if each.issuer == each.subject]
    known = [*intermediates[:MOST_INTERMEDIATES], *(each for each in roots if each.issuer != each.subject)]
    if name is None or not anchors:
        return _trace(leaf, known, anchors, None)
    address = read_address(name)
    try:
        subject = x509.DNSName(name) if address is None else x509.IPAddress(address)
        policy = PolicyBuilder().store(Store(anchors)).time(at).extension_policies(ca_policy=_CA, ee_policy=_SERVER)
        verifier = policy.build_server_verifier(subject)
        accepted = tuple(verifier.verify(leaf, known))
    except (VerificationError, *BROKEN) as error:
        return _trace(leaf, known, anchors, str(error).partition(_QUOTATION)[0])
    return Path(accepted, is_trusted=True, is_accepted=True)


def find_path_faults(path: Path, judged: Judged) -> Iterator[str]:
    """Return what is wrong above the certificate itself."""
    *_, last = path.certificates
    # A certificate that is trusted by itself is no one's but its maker's.
    if not path.is_trusted or len(path.certificates) == 1:
        yield _explain_missing_trust(path.certificates)
    for authority in path.certificates[1:]:
        facts = read_facts(authority)
        if judged.at < facts.not_before or is_over(facts, judged.now):
            yield "authority_expired"
        elif is_over(facts, judged.at):
            yield "authority_expires_before_installation"
        if uses_curve_not_enabled(authority):
            yield "authority_curve"
        is_root = authority is last and path.is_trusted
        yield from find_weaknesses(authority, None if is_root else facts.signature_hash)


def _explain_missing_trust(certificates: Sequence[x509.Certificate]) -> str:
    if len(certificates) > 1:
        return "unknown_issuer"
    return "self_signed" if _is_issued_by(certificates[0], certificates[0]) else "incomplete_chain"


def _trace(
    leaf: x509.Certificate,
    intermediates: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    objection: str | None,
) -> Path:
    path = [leaf]
    while path[-1] not in roots:
        candidates = (each for each in (*roots, *intermediates) if each not in path)
        issuer = next((each for each in candidates if _is_issued_by(path[-1], each)), None)
        if issuer is None:
            return Path(tuple(path), is_trusted=False, is_accepted=False, objection=objection)
        path.append(issuer)
    return Path(tuple(path), is_trusted=True, is_accepted=False, objection=objection)


def _is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    try:
        if read_facts(certificate).signature_hash in WEAK_HASHES:
            _verify_weak_signature(certificate, issuer)
        else:
            certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *BROKEN):
        return False
    return True


def _verify_weak_signature(certificate: x509.Certificate, issuer: x509.Certificate) -> None:
    """Verify a signature that uses a broken hash function, so that no more is wrong with a chain than that.

    The verifier refuses these certificates whatever their signature; here it is only told who issued them.

    Raises:
        InvalidSignature: the issuer's key did not sign the certificate.

    """
    key, algorithm = read_key(issuer), certificate.signature_hash_algorithm
    signed = certificate.signature, certificate.tbs_certificate_bytes
    if isinstance(key, rsa.RSAPublicKey) and algorithm is not None:
        key.verify(*signed, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm is not None:
        key.verify(*signed, ec.ECDSA(algorithm))
    else:
        raise InvalidSignature
