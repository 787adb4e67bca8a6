"""The rows of tables and the ports typed into them, without a window."""

import pytest
from PySide6.QtCore import Qt

from wizard.gui.reading import UnreadableError
from wizard.gui.widgets.flow_rows import order_ports, read_port
from wizard.gui.widgets.rows_model import Cell, Row, RowsModel, matches, order_text


def test_copied_cells_are_no_formulas_and_keep_to_their_lines() -> None:
    """A cell that begins like a formula is quoted; breaks and tabs in it become spaces."""
    model = RowsModel()
    model.show_rows([Row(1, (Cell("=1+1"), Cell("a\tb\nc")))], ("A", "B"))
    assert model.write_table([0]) == "A\tB\n'=1+1\ta b c\n"


def test_copied_cells_stay_the_texts_they_are() -> None:
    """A cell that a spreadsheet would take for a number or a date is quoted; ports of a list stand apart."""
    model = RowsModel()
    model.show_rows([Row(1, (Cell("1-2"), Cell("389, 443"), Cell("443")))], ("A", "B", "C"))
    assert model.write_table([0]) == "A\tB\tC\n'1-2\t389, 443\t443\n"


@pytest.mark.parametrize(("text", "port"), [("", None), (" 80 ", 80), ("1", 1), ("65535", 65535)])
def test_ports_at_their_bounds(text: str, port: int | None) -> None:
    """Every port that exists is read, none is no answer."""
    assert read_port(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "80,443", "x"])
def test_no_ports(text: str) -> None:
    """What is beside the bounds is refused."""
    with pytest.raises(UnreadableError):
        read_port(text)


@pytest.mark.parametrize("way", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_equal_rows_keep_their_own_order(way: Qt.SortOrder) -> None:
    """Sorting by a column leaves rows that are equal there as they were."""
    model = RowsModel()
    model.show_rows([Row(key, (Cell("same"),)) for key in range(4)], ("A",))
    model.sort(0, way)
    assert [row.key for row in model.shown] == [0, 1, 2, 3]


def test_ports_sort_by_number_and_unknown_ones_last() -> None:
    """Ranges and lists sort by their first port."""
    ports = [None, "40000-41000", "9001,9005", "80"]
    assert sorted(ports, key=order_ports) == ["80", "9001,9005", "40000-41000", None]


def test_texts_sort_as_people_do() -> None:
    """Numbers inside a text count as numbers, accents do not."""
    assert sorted(["NET-10", "NET-2", "étage", "Eta"], key=order_text) == ["Eta", "étage", "NET-2", "NET-10"]


def test_every_word_has_to_be_found() -> None:
    """Words may stand in any cell, and in what only a screen reader is told."""
    row = Row(1, (Cell("Étage"), Cell("→", told="one way")), hidden_text="9001,9005")
    assert matches(row, ["etage", "way", "9005"])
    assert not matches(row, ["etage", "both"])
