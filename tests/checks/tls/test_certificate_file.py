"""Certificate files: PEM, DER and PKCS#7 in any order; keys are left alone, PKCS#12 is refused with a hint."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs7, pkcs12

from tests.checks.tls.making import NAME, NOW, Family
from tests.stopwatch import Stopwatch
from wizard.checks.tls.certificate_file import LARGEST_FILE, judge_certificate_file, read_certificate_file
from wizard.errors import CertificateError


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_pkcs7_in_both_encodings(family: Family, encoding: Encoding) -> None:
    """A PKCS#7 bundle is a chain, whatever stands first in it."""
    bundle = pkcs7.serialize_certificates([family.authority.certificate, family.server.certificate], encoding)
    file = read_certificate_file(bundle)
    assert (file.leaf, file.intermediates) == (family.server.der, (family.authority.der,))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_pem_in_any_order_without_its_key(family: Family, position: int) -> None:
    """The server's certificate is found wherever it stands; the key beside it is named and nowhere kept."""
    blocks = [family.authority.pem, family.root.pem]
    blocks.insert(position, family.server.key_pem + b"Bag Attributes\r\n" + family.server.pem)
    file = read_certificate_file(b"".join(blocks).replace(b"\n", b"\r\n"))
    assert (file.leaf, file.holds_key) == (family.server.der, True)
    assert set(file.intermediates) == {family.authority.der, family.root.der}
    verdict = judge_certificate_file(b"".join(blocks), NAME, NOW, family.root.pem)
    assert (verdict.state, verdict.certificate) == ("ok", "server")
    secret = family.server.key_pem.splitlines()[1].decode()
    assert secret not in repr(file) + repr(verdict)


def test_single_der(family: Family) -> None:
    """A DER file holds the one certificate; without its issuer's the chain is incomplete."""
    verdict = judge_certificate_file(family.server.der, NAME, NOW, family.root.pem)
    assert verdict.faults == ("incomplete_chain",)
    assert read_certificate_file(family.server.der).holds_key is False


def test_authority_alone_is_judged_as_it_is(family: Family) -> None:
    """Whoever gives the authority's certificate instead of the server's is told so."""
    verdict = judge_certificate_file(family.authority.pem + family.root.pem, NAME, NOW, family.root.pem)
    assert "is_authority" in verdict.faults


def test_pkcs12_is_refused_with_a_hint(family: Family) -> None:
    """A PKCS#12 file holds the key: it is not opened."""
    key = family.server.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    data = pkcs12.serialize_key_and_certificates(b"tws", key, family.server.certificate, None, NoEncryption())
    with pytest.raises(CertificateError, match=r"PKCS#12"):
        read_certificate_file(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a certificate",
        b"\x30\x80" * 20_000,
        b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
        b"-----BEGIN CERTIFICATE-----" * 30_000,
        "ÿþ-----BEGIN".encode("utf-16"),
    ],
    ids=["empty", "text", "ber", "not base64", "not asn1", "other end", "no end", "utf-16"],
)
def test_what_is_no_certificate_is_refused_at_once(data: bytes) -> None:
    """Anything else gets one clear line, and soon."""
    with Stopwatch() as watch, pytest.raises(CertificateError, match="no certificate"):
        read_certificate_file(data)
    assert watch.seconds < 2


def test_key_alone_is_no_certificate(family: Family) -> None:
    """A key file is refused, and what it holds is not in the message."""
    with pytest.raises(CertificateError, match="no certificate") as refusal:
        read_certificate_file(family.server.key_pem)
    assert family.server.key_pem.splitlines()[1].decode() not in str(refusal.value)


def test_size_is_bounded(family: Family) -> None:
    """A file of just the largest size is read, one byte more is not."""
    padding = b"#" * (LARGEST_FILE - len(family.server.pem))
    assert read_certificate_file(family.server.pem + padding).leaf == family.server.der
    with pytest.raises(CertificateError, match="too large"):
        read_certificate_file(family.server.pem + padding + b"#")


def test_roots_that_are_none(family: Family) -> None:
    """Trusted authorities that cannot be read are said to be so, not taken for none."""
    with pytest.raises(CertificateError, match="trusted authorities"):
        judge_certificate_file(family.server.pem, NAME, NOW, b"nothing here")


def test_this_machines_trust(family: Family) -> None:
    """Without authorities given, those of this machine count, which does not know the test's."""
    verdict = judge_certificate_file(family.server.pem + family.authority.pem, NAME, NOW)
    assert verdict.faults == ("unknown_issuer",)
