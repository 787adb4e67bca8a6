"""Certificates and keys made for one test run; nothing of them is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.checks.tls.names import read_address

NAME = "tws.example.com"
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Wish:
    """How a certificate is to be; what is an address among the names becomes an address in it."""

    subject: str = NAME
    names: tuple[str, ...] = (NAME,)
    is_authority: bool = False
    purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.SERVER_AUTH
    not_before: datetime = NOW - 30 * DAY
    not_after: datetime = NOW + 300 * DAY
    key: Key | None = None
    names_issuer_key: bool = True
    constraint: str | None = None


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """Return the certificate as DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        """Return the certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """Return the key as PEM."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Family:
    """A root, an authority below it, and a good server certificate that this one has issued."""

    root: Made
    authority: Made
    server: Made


def make_certificate(wish: Wish, issuer: Made | None = None) -> Made:
    """Return a certificate as wished, signed by an issuer or by itself."""
    key = wish.key or ec.generate_private_key(ec.SECP256R1())
    signing_key = issuer.key if issuer else key
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.subject)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(wish.not_before)
        .not_valid_after(wish.not_after)
    )
    for extension, is_critical in _list_extensions(wish, key, signing_key):
        builder = builder.add_extension(extension, is_critical)
    algorithm = None if isinstance(signing_key, ed25519.Ed25519PrivateKey) else SHA256()
    return Made(builder.sign(signing_key, algorithm), key)


def make_authority(subject: str, issuer: Made | None = None, not_after: datetime = NOW + 900 * DAY) -> Made:
    """Return an authority's certificate."""
    wish = Wish(subject, (), is_authority=True, purpose=None, not_before=NOW - 900 * DAY, not_after=not_after)
    return make_certificate(wish, issuer)


def sign_weakly(made: Made, issuer: Made) -> x509.Certificate:
    """Return a certificate signed anew with RSA and SHA-1, which cryptography signs no certificate with."""
    assert isinstance(issuer.key, rsa.RSAPrivateKey)
    # Both algorithms' numbers are as long as each other, and differ in their last arc (RFC 8017, appendix A.2.4).
    strong, weak = (bytes.fromhex(f"2a864886f70d0101{last}") for last in ("0b", "05"))
    tbs = made.certificate.tbs_certificate_bytes.replace(strong, weak)
    signature = issuer.key.sign(tbs, padding.PKCS1v15(), SHA1())  # noqa: S303 - to be refused
    whole = made.der.replace(made.certificate.tbs_certificate_bytes, tbs).replace(strong, weak)
    return x509.load_der_x509_certificate(whole.replace(made.certificate.signature, signature))


def make_family(wish: Wish | None = None) -> Family:
    """Return a chain of three, the last as wished."""
    root = make_authority("Root")
    authority = make_authority("Authority", root)
    return Family(root, authority, make_certificate(wish or Wish(), authority))


def _list_extensions(wish: Wish, key: Key, signing_key: Key) -> Iterator[tuple[x509.ExtensionType, bool]]:
    yield x509.BasicConstraints(wish.is_authority, None), True
    yield x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
    if wish.names_issuer_key:
        yield x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), False
    if wish.constraint is not None:
        yield x509.NameConstraints([x509.DNSName(wish.constraint)], None), True
    yield _allow_uses(signs_certificates=wish.is_authority), True
    if wish.names:
        addresses = {name: read_address(name) for name in wish.names}
        yield (
            x509.SubjectAlternativeName(
                x509.DNSName(name) if address is None else x509.IPAddress(address)
                for name, address in addresses.items()
            ),
            False,
        )
    if wish.purpose is not None:
        yield x509.ExtendedKeyUsage([wish.purpose]), False


def _allow_uses(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
