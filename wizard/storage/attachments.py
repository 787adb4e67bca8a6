"""The plan inside a dossier: read from the files attached to a PDF."""

from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from wizard.domain.faults import describe_os_error
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import PlanError
from wizard.storage.plan_files import read_plan

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

ENDING = ".twsplan"
LARGEST_PDF = 100_000_000
_MOST_ATTACHMENTS = 1_000
# PDFium may be called by one thread at a time only, whatever the document.
PDFIUM = Lock()


def read_attached_plan(path: Path) -> Plan:
    """Return the first plan attached to a PDF.

    Raises:
        PlanError: the PDF cannot be read, holds no plan, or a plan that cannot be used.

    """
    # Loading it takes longer than a window may stand still: here that happens on the thread that reads.
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - as said above

    content = _read_file(path)
    with PDFIUM:
        try:
            # Closed by hand: the collector may run on a thread that does not hold the lock.
            with closing(PdfDocument(content)) as document:
                found = _find_plan(document)
        # ValueError: an attachment's name that is no text.
        except (PdfiumError, ValueError) as error:
            raise PlanError("{file}: this is no PDF that can be read.", file=str(path)) from error
    if found is None:
        raise PlanError("{file}: this PDF holds no plan.", file=str(path))
    name, plan = found
    return read_plan(plan, f"{path} › {name[:80]}")


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_PDF + 1)
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise PlanError("{file}: cannot be read ({reason}).", file=str(path), reason=reason) from error
    if len(content) > LARGEST_PDF:
        raise PlanError("{file}: this PDF is larger than 100 MB.", file=str(path))
    return content


def _find_plan(document: "PdfDocument") -> tuple[str, bytes] | None:
    for number in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = document.get_attachment(number)
        name = attachment.get_name()
        if name.lower().endswith(ENDING):
            # One byte more than a plan may have is refused as such.
            return name, bytes(attachment.get_data())[: LARGEST_FILE + 1]
    return None
