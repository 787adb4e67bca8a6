"""PDFs with one attached plan, written by hand, and some that cost far more than they weigh."""

import zlib
from pathlib import Path

_SPEC = b"<</Type/Filespec/F(a.twsplan)/UF(a.twsplan)/EF<</F 5 0 R>>>>"


def make_stream(content: bytes, more: bytes = b"") -> bytes:
    """Return a stream object; ``more`` goes into its dictionary."""
    return b"<</Length %d %s>>\nstream\n" % (len(content), more) + content + b"\nendstream"


def make_pdf(stream: bytes, names: bytes = b"[(a.twsplan) 4 0 R]") -> bytes:
    """Return a PDF of one page; ``stream`` is the attached file, ``names`` the tree that leads to it."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names " + names + b">>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        _SPEC,
        stream,
    )
    written, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, each in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    size = len(objects) + 1
    end = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(written))
    return written + b"xref\n0 %d\n" % size + table + end


def deflate_zeros(megabytes: int) -> bytes:
    """Return so many megabytes of zeros, deflated: a thousandth of them. The sum at the end is left out."""
    packer = zlib.compressobj(9)
    begin = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same input gives the same output.
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + again * (megabytes - 1) + packer.flush()


def write_bomb(path: Path, times: int = 2) -> Path:
    """Write a PDF whose attachment unpacks to a gigabyte of zeros, deflated several times over, and return its path."""
    content = deflate_zeros(1 << 10)
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    path.write_bytes(make_pdf(make_stream(content, b"/Filter[" + b"/FlateDecode" * times + b"]")))
    return path
