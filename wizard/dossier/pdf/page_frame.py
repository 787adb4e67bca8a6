"""What stands on every page but the cover: header with the chapter, footer with reference and page x of y."""

from wizard.dossier.blocks import Dossier
from wizard.dossier.pdf.flow import Page
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import LEFT, MM, NOTE, PAGE_HEIGHT, RIGHT, WIDTH
from wizard.dossier.pdf.typesetter import Typesetter

_HEADER_BASELINE = PAGE_HEIGHT - 11 * MM
_FOOTER_BASELINE = 10 * MM
_RULE_DISTANCE = 5.0


class PageFrame:
    """Draws headers and footers of one dossier."""

    def __init__(self, dossier: Dossier, typesetter: Typesetter, total: int) -> None:
        self._page_of = dossier.wording.page_of
        self._total = total
        self._typesetter = typesetter
        self._headers: dict[str, str] = {}
        widest = typesetter.measure(self._number(total), NOTE)
        self._footer = typesetter.shorten(dossier.footer, NOTE, WIDTH - widest - 2 * MM)

    def draw(self, sheet: Sheet, page: Page, number: int) -> None:
        """Draw the header and footer of a page."""
        header = self._headers.get(page.header)
        if header is None:
            header = self._headers[page.header] = self._typesetter.shorten(page.header, NOTE, WIDTH)
        words = self._number(number)
        right = RIGHT - self._typesetter.measure(words, NOTE)
        sheet.write(
            NOTE,
            [
                (LEFT, _HEADER_BASELINE, header),
                (LEFT, _FOOTER_BASELINE, self._footer),
                (right, _FOOTER_BASELINE, words),
            ],
        )
        sheet.rule(LEFT, _HEADER_BASELINE - _RULE_DISTANCE, WIDTH)
        sheet.rule(LEFT, _FOOTER_BASELINE + NOTE.size + _RULE_DISTANCE, WIDTH)

    def _number(self, number: int) -> str:
        return self._typesetter.clean_line(self._page_of.format(page=number, total=self._total))
