"""The cover: customer and site large, what it is, the verdict, its details, and at the foot QR code and warning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wizard.dossier.blocks import Cover
from wizard.dossier.pdf.flow import Drawable, Flow, Piece
from wizard.dossier.pdf.panels import Ground, Panel
from wizard.dossier.pdf.paragraphs import AccentRule, Gap, Paragraph
from wizard.dossier.pdf.qr_code import SIZE as CODE_SIZE
from wizard.dossier.pdf.qr_code import QrCode, encode_qr
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import BODY, GUTTER, NOTE, SUBTITLE, WIDTH, Style, Weight, span
from wizard.dossier.pdf.typesetter import Typesetter
from wizard.dossier.pdf.verdict import lay_verdict

# The largest size at which a name takes at most so many lines is taken; a longer one flows on in the last.
_MOST_LINES = 4
_CUSTOMER = tuple(
    Style(Weight.BOLD, size, leading) for size, leading in ((32, 40), (24, 30), (18, 23), (13, 17), (9.5, 13))
)
_SITE = tuple(Style(Weight.REGULAR, size, leading) for size, leading in ((18, 24), (13, 17), (9.5, 13)))
_LABEL_WIDTH = span(3) + GUTTER
_WARNING_WIDTH = span(8)


def place_cover(cover: Cover, typesetter: Typesetter, flow: Flow) -> None:
    """Place the cover on a page of its own, or on as many as its texts need."""
    flow.begin_page("")
    flow.add([*_lay_names(cover, typesetter), lay_verdict(cover.verdict, typesetter)], "")
    flow.add([_on_nothing(Gap(10)), *_lay_details(cover.details, typesetter)], "")
    warning = typesetter.break_text(cover.warning, NOTE, _WARNING_WIDTH) if cover.warning else []
    most = int(CODE_SIZE / NOTE.leading)
    if len(warning) > most:
        flow.add([Paragraph(warning[:-most], NOTE, above=20)], "")
    flow.add_foot(CoverFoot(encode_qr(cover.code), warning[-most:]), "")


def _on_nothing(*rows: Drawable) -> Panel:
    return Panel(rows, Ground(WIDTH, 0, tint=None), above=0, below=0)


def _lay_names(cover: Cover, typesetter: Typesetter) -> Iterator[Piece]:
    yield _on_nothing(Gap(56))
    yield Paragraph(typesetter.break_text(cover.kind, SUBTITLE, WIDTH), SUBTITLE)
    yield _on_nothing(Gap(8), AccentRule(WIDTH), Gap(18))
    yield _fit(cover.customer, _CUSTOMER, typesetter)
    yield _on_nothing(Gap(4))
    yield _fit(cover.site, _SITE, typesetter)
    yield _on_nothing(Gap(36))


def _fit(text: str, styles: Sequence[Style], typesetter: Typesetter) -> Paragraph:
    """Return a text in the largest style in which it takes few lines."""
    for style in styles:
        lines = typesetter.break_text(text, style, WIDTH)
        if len(lines) <= _MOST_LINES:
            return Paragraph(lines, style)
    return Paragraph(lines, styles[-1])


def _lay_details(details: Sequence[tuple[str, str]], typesetter: Typesetter) -> Iterator[Piece]:
    """Yield each value with its label before it."""
    for label, value in details:
        name = typesetter.shorten(label, BODY, _LABEL_WIDTH - GUTTER)
        lines = typesetter.break_text(value, BODY, WIDTH - _LABEL_WIDTH)
        yield Paragraph(lines, BODY, below=5, indent=_LABEL_WIDTH, label=name)


@dataclass(frozen=True, slots=True)
class CoverFoot:
    """The QR code at the right, the warning at the left, both ending at the foot of the page."""

    code: QrCode | None
    warning: Sequence[str]
    height: float = CODE_SIZE

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw both."""
        bottom = top - self.height
        if self.warning:
            first = bottom + len(self.warning) * NOTE.leading
            sheet.write_lines(NOTE, self.warning, left, first)
            sheet.rule(left, first + 5, _WARNING_WIDTH)
        if self.code is not None:
            self.code.draw(sheet, left + WIDTH - CODE_SIZE, top)
