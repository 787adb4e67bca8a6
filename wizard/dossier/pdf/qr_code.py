"""The QR code of the cover."""

from dataclasses import dataclass

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import INK, MM

SIZE = 28 * MM
# With more the modules of a code of this size are under 0.36 mm, which cameras do not read well from paper.
_MOST_BYTES = 412


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, SIZE points wide and high; its modules are squares that touch."""

    rows: tuple[tuple[bool, ...], ...]
    height: float = SIZE

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the dark modules."""
        side = SIZE / len(self.rows)
        sheet.fill_squares(
            (
                (left + x * side, top - (y + 1) * side)
                for y, row in enumerate(self.rows)
                for x, dark in enumerate(row)
                if dark
            ),
            side,
            INK,
        )


def encode_qr(text: str) -> QrCode | None:
    """Return the QR code of a text, as UTF-8; None where it is empty or too long for any."""
    data = text.encode("utf-8", "replace")
    if not data or len(data) > _MOST_BYTES:
        return None
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data.decode("utf-8"))
    code.make()
    return QrCode(tuple(tuple(bool(dark) for dark in row) for row in code.modules))
