"""Certificate files: PEM, DER and PKCS#7 in any order; keys are left alone, PKCS#12 is refused with a hint."""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs7, pkcs12

from tests.checks.tls.making import NAME, NOW, Family
from tests.factories import SHARED
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


def _armour(label: str, body: str, end: str = "\n") -> str:
    return f"-----BEGIN {label}-----{end}{body}{end}-----END {label}-----{end}"


def _write_as_people_do(pem: str) -> dict[str, bytes]:
    """Return the same certificates as programs save, mail and copy them."""
    unmarked = {"utf-16-le": pem.encode("utf-16-le"), "utf-16-be": pem.encode("utf-16-be")}
    told = "Bag Attributes\r\n    friendlyName: Serveur téléphonie\r\nsubject=CN = tws\r\n"
    alone = "".join(line for line in pem.splitlines() if not line.startswith("-"))
    return {
        "utf-16 with mark, as PowerShell": pem.replace("\n", "\r\n").encode("utf-16"),
        "utf-16 big-endian with mark": b"\xfe\xff" + unmarked["utf-16-be"],
        **unmarked,
        "utf-32 with mark": pem.encode("utf-32"),
        "utf-8 with mark": b"\xef\xbb\xbf" + pem.encode(),
        "lines end with CR LF": pem.replace("\n", "\r\n").encode(),
        "lines end with CR": pem.replace("\n", "\r").encode(),
        "text around it": (told + pem + told).encode("cp1252"),
        "text around it in utf-16": (told + pem).encode("utf-16"),
        "spaces behind and before": "".join(f"  {line} \t\n" for line in pem.splitlines()).encode(),
        "one line": pem.replace("\n", " ").encode(),
        "base64 alone": alone.encode(),
        "base64 alone in utf-16": f"{alone}\r\n".encode("utf-16"),
        "base64 alone in lines": "\r".join(alone[at : at + 64] for at in range(0, len(alone), 64)).encode(),
    }


_WAYS = sorted(_write_as_people_do(""))


@pytest.mark.parametrize("way", _WAYS)
def test_pem_in_every_form_that_people_have(family: Family, way: str) -> None:
    """However a certificate and its authorities are saved, they are the same ones."""
    server, root = (_write_as_people_do(each.pem.decode())[way] for each in (family.server, family.root))
    assert read_certificate_file(server).leaf == family.server.der
    verdict = judge_certificate_file(family.server.pem + family.authority.pem, NAME, NOW, root)
    assert (verdict.state, verdict.certificate) == ("ok", "server")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "ascii"])
def test_whole_chain_with_its_key_in_every_encoding(family: Family, encoding: str) -> None:
    """A file of several certificates and a key is read whole; the key is told of and left alone."""
    pem = b"".join((family.server.key_pem, family.server.pem, family.authority.pem)).decode()
    file = read_certificate_file(pem.encode(encoding))
    assert (file.leaf, file.intermediates, file.holds_key) == (family.server.der, (family.authority.der,), True)


def test_bundle_without_its_lines(family: Family) -> None:
    """A PKCS#7 bundle in base64 alone, as Windows exports it, is a chain."""
    both = [family.server.certificate, family.authority.certificate]
    bundle = base64.encodebytes(pkcs7.serialize_certificates(both, Encoding.DER))
    file = read_certificate_file(bundle)
    assert (file.leaf, file.intermediates) == (family.server.der, (family.authority.der,))


def test_certificate_with_its_trust_is_the_certificate(family: Family) -> None:
    """What OpenSSL puts behind a certificate that it trusts is left aside, of a server's and of an authority's."""
    server, root = (
        _armour("TRUSTED CERTIFICATE", base64.b64encode(each.der + b"\x30\x0c\x0c\x0aaccepted, ").decode()).encode()
        for each in (family.server, family.root)
    )
    assert read_certificate_file(server).leaf == family.server.der
    assert judge_certificate_file(server + family.authority.pem, NAME, NOW, root).state == "ok"


def test_pkcs12_in_base64_is_refused_with_a_hint(family: Family) -> None:
    """A PKCS#12 file is one in base64 too."""
    key = family.server.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    data = pkcs12.serialize_key_and_certificates(b"tws", key, family.server.certificate, None, NoEncryption())
    with pytest.raises(CertificateError, match=r"PKCS#12"):
        read_certificate_file(base64.b64encode(data))


@pytest.mark.parametrize("body", ["AA==", "MIIB", "MA==", "gIA=", "MIQ="])
def test_stump_of_a_certificate_is_none(body: str) -> None:
    """A block of a few bytes holds no certificate, whatever length it claims."""
    for data in (_armour("CERTIFICATE", body).encode(), body.encode()):
        with pytest.raises(CertificateError, match="no certificate"):
            read_certificate_file(data)


def test_reported_file_is_read() -> None:
    """The certificate that PowerShell had written is judged against the authority beside it."""
    folder = SHARED / "cases" / "bugs"
    if not (folder / "tws_utf16.pem").is_file():
        pytest.skip(f"{folder} does not come with the checkout")
    data, root = ((folder / name).read_bytes() for name in ("tws_utf16.pem", "root.pem"))
    verdict = judge_certificate_file(data, "tws.valmont.example", datetime(2026, 12, 1, tzinfo=UTC), root)
    assert verdict.state == "ok"


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
