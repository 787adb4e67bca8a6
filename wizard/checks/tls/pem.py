"""Certificates out of a file as people come by it: PEM in any encoding of Windows' programs, base64 alone, DER, PKCS#7.

PowerShell and Notepad write text as UTF-16 or with a byte order mark, old tools end lines with CR, mails lose the lines
around the base64. None of that changes what the file says.
"""

import base64
import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----((?:(?!-----).)*)-----END \1-----", re.DOTALL)
_CERTIFICATES = (b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE")
_PKCS7 = (b"PKCS7", b"CMS")
# A PFX is SEQUENCE { INTEGER 3, … } (RFC 7292, section 4); a long SEQUENCE has 0x80 or two to four bytes of length.
_PKCS12 = re.compile(rb"\x30(\x80|[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02\x01\x03", re.DOTALL)
# The mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{4,}={0,2}")


class FileCertificates(NamedTuple):
    """The certificates of a file as DER, in their order; whether a private key lies beside them, or it is PKCS#12."""

    ders: tuple[bytes, ...]
    holds_key: bool = False
    is_pkcs12: bool = False


def read_certificates(data: bytes) -> FileCertificates:
    """Return the certificates of a file's content; what is no certificate is left aside, and a key is not decoded."""
    text = _unwrap_text(data)
    blocks = [(match[1], match[2]) for match in _BLOCK.finditer(text)]
    if blocks:
        holds_key = any(b"PRIVATE KEY" in label for label, _ in blocks)
        return FileCertificates(tuple(_read_blocks(blocks)), holds_key)
    binary = _decode_base64(text) or data
    if _PKCS12.match(binary):
        return FileCertificates((), is_pkcs12=True)
    return FileCertificates(tuple(_read_pkcs7(binary) or [binary]))


def _unwrap_text(data: bytes) -> bytes:
    """Return a text's ASCII in single bytes, whatever its encoding; other content is returned as it is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "ignore").encode("ascii", "ignore")
    # Of a certificate's text in UTF-16 without a mark every other byte is zero: the second ones, or the first.
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(data) > 1 and not any(data[first::2]):
            return data.decode(encoding, "ignore").encode("ascii", "ignore")
    return data


def _decode_base64(text: bytes) -> bytes | None:
    """Return what a text that is base64 and nothing else stands for."""
    joined = b"".join(text.split())
    if not _BASE64.fullmatch(joined):
        return None
    try:
        return base64.b64decode(joined, validate=True)
    except ValueError:
        return None


def _read_blocks(blocks: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    ders: list[bytes] = []
    for label, body in blocks:
        if label not in _CERTIFICATES and label not in _PKCS7:
            continue
        der = _decode_base64(body)
        if der is not None:
            ders.extend([_cut(der)] if label in _CERTIFICATES else _read_pkcs7(der))
    return ders


def _cut(der: bytes) -> bytes:
    """Return a certificate without what OpenSSL puts behind those it trusts: bytes past the SEQUENCE's own length."""
    first = der[1:2]
    size = first[0] & 0x7F if first and first[0] & 0x80 else 0
    return der[: 2 + size + int.from_bytes(der[2 : 2 + size] if size else first)]


def _read_pkcs7(der: bytes) -> list[bytes]:
    # cryptography takes a while to load: only once there is something to read.
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7  # noqa: PLC0415 - see above

    from wizard.checks.tls.certificate import BROKEN  # noqa: PLC0415 - as above

    try:
        return [each.public_bytes(Encoding.DER) for each in pkcs7.load_der_pkcs7_certificates(der)]
    except BROKEN:
        return []
