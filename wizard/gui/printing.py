"""Printing a PDF: its pages as pictures, drawn onto the printer's paper."""

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError
from wizard.foreign_files import read_foreign
from wizard.gui.background import Task
from wizard.gui.pdf_pages import PdfPages
from wizard.storage.pdf_child import LARGEST_PDF

# More shows no better on paper, and a page takes four times the memory.
_MOST_DOTS_PER_INCH = 300


def choose_pages(printer: QPrinter, count: int) -> range:
    """Return the pages that the print dialog asked for, from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() is not QPrinter.PrintRange.PageRange or first < 1:
        return range(count)
    return range(min(first, count) - 1, min(max(first, last), count))


def print_pdf(file: Path, printer: QPrinter, task: Task) -> None:
    """Print a PDF, a page at a time; for the background.

    Raises:
        ExportError: the file cannot be read, or the printer takes nothing.

    """
    try:
        content = read_foreign(file, LARGEST_PDF)
    except OSError as error:
        raise ExportError("{file}: cannot be read ({reason}).", file=str(file),
                          reason=describe_os_error(error)) from error  # fmt: skip
    with closing(PdfPages(content)) as pages:
        _print_pages(pages, printer, task)


def _print_pages(pages: PdfPages, printer: QPrinter, task: Task) -> None:
    wanted = choose_pages(printer, len(pages.sizes))
    # The dossier brings its own margins.
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise ExportError("{printer}: this printer takes nothing.", printer=printer.printerName() or "PDF")
    try:
        for place, number in enumerate(wanted):
            task.tell_progress(place, len(wanted))
            if place:
                printer.newPage()
            _print_page(pages, number, painter, printer)
    except BaseException:
        # What was not printed whole is not printed.
        printer.abort()
        raise
    finally:
        painter.end()


def _print_page(pages: PdfPages, number: int, painter: QPainter, printer: QPrinter) -> None:
    image = pages.draw(number, pages.find_width(number, min(printer.resolution(), _MOST_DOTS_PER_INCH)))
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    size = image.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(QRect(0, 0, paper.width(), paper.height()).center())
    painter.drawImage(place, image)
