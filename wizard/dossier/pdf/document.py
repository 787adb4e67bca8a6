"""Print a dossier as PDF: lay everything out, then draw it page by page."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from wizard.dossier.blocks import Dossier, Text
from wizard.dossier.pdf.attachment import Attached, attach
from wizard.dossier.pdf.composition import Composer, collect_anchors
from wizard.dossier.pdf.contents import lay_contents
from wizard.dossier.pdf.cover import place_cover
from wizard.dossier.pdf.flow import Flow
from wizard.dossier.pdf.page_frame import PageFrame
from wizard.dossier.pdf.paragraphs import Paragraph
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import PAGE_HEIGHT, PAGE_WIDTH, TITLE, WIDTH
from wizard.dossier.pdf.typefaces import register_first_font
from wizard.dossier.pdf.typesetter import Typesetter

_PDF_VERSION = (1, 7)
_PRODUCER = "tws-preinstall"


def render_pdf(dossier: Dossier, attached: Attached | None = None) -> bytes:
    """Return a dossier as the bytes of a PDF file, with a file attached to it; the same values give the same bytes.

    Reads the fonts and nothing else.
    """
    typesetter = Typesetter()
    flow, cover_pages = _lay_out(dossier, typesetter)
    file = BytesIO()
    canvas = _open_canvas(file, dossier, typesetter)
    sheet = Sheet(canvas, collect_anchors(dossier))
    frame = PageFrame(dossier, typesetter, len(flow.pages))
    for number, page in enumerate(flow.pages, start=1):
        page.draw(sheet)
        if number > cover_pages:
            frame.draw(sheet, page, number)
        # What has been drawn is not needed again: the file being written takes its place in memory.
        page.items.clear()
        canvas.showPage()
    if attached is not None:
        attach(canvas, attached)
    canvas.save()
    return file.getvalue()


def _lay_out(dossier: Dossier, typesetter: Typesetter) -> tuple[Flow, int]:
    """Return all pages, and how many of them are the cover's."""
    flow = Flow()
    # Measured again once the number of pages is known; here it only counts as a text that may hold replacements.
    typesetter.clean_line(dossier.footer)
    composer = Composer(typesetter, typesetter.clean_line(dossier.wording.continued))
    place_cover(dossier.cover, typesetter, flow)
    cover_pages = len(flow.pages)
    numbers: dict[int, int] = {}
    contents = typesetter.clean_line(dossier.wording.contents)
    flow.begin_page(contents)
    title = Paragraph(typesetter.break_text(contents, TITLE, WIDTH), TITLE, below=12, keeps_next=True)
    flow.add([title, *lay_contents(dossier.chapters, typesetter, numbers)], contents)
    for number, chapter in enumerate(dossier.chapters):
        if chapter.new_page or number == 0:
            flow.begin_page(chapter.title)
        numbers[number] = flow.add(list(composer.compose_chapter(chapter)), chapter.title)
    if typesetter.replaced:
        flow.add([composer.compose_text(Text(dossier.wording.replaced_note, "note"))], flow.pages[-1].header)
    return flow, cover_pages


def _open_canvas(file: BytesIO, dossier: Dossier, typesetter: Typesetter) -> Canvas:
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=_PDF_VERSION,
        lang=dossier.language,
        # reportlab begins every page in this font: its own choice would leave a reference to Helvetica in the file.
        initialFontName=register_first_font(),  # type: ignore[arg-type]  # the stubs say a number
    )
    canvas.setTitle(typesetter.clean_line(dossier.title))
    canvas.setAuthor(typesetter.clean_line(dossier.author))
    canvas.setSubject(typesetter.clean_line(dossier.subject))
    canvas.setCreator(_PRODUCER)
    canvas.setProducer(_PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas
