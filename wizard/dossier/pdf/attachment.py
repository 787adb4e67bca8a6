"""A file inside the PDF (ISO 32000-2, 7.11.4 and 14.13): named in the document's list, and as what it is made from."""

from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas


class Attached(NamedTuple):
    """A file's name and content; its kind is a MIME type."""

    name: str
    kind: str
    content: bytes


def attach(canvas: Canvas, attached: Attached) -> None:
    """Attach one file to a document that is being made."""
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - reportlab has no other way to it
    about = {
        "Type": PDFName("EmbeddedFile"),
        # A slash would begin another name (ISO 32000-2, 7.3.5).
        "Subtype": PDFName(attached.kind.replace("/", "#2F")),
        "Params": PDFDictionary({"Size": len(attached.content)}),
    }
    stream = document.Reference(PDFStream(PDFDictionary(about), attached.content, filters=[PDFZCompress]))
    name = PDFString(attached.name)
    file = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": name,
            "UF": name,
            "EF": PDFDictionary({"F": stream, "UF": stream}),
            "AFRelationship": PDFName("Source"),
        }
    )
    reference = document.Reference(file)
    catalog = document.Catalog
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray([name, reference])})})
    # reportlab writes the entries that this list names, and AF is younger than it.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = PDFArray([reference])
