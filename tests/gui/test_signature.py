"""Signing on the screen: by mouse, pen and finger, or by name alone; lapsing, signing again, withdrawing."""

import itertools
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.dossier.building import SAMPLES
from wizard.domain.plan import fingerprint_plan
from wizard.domain.plan.acceptance import MOST_POINTS, MOST_STROKES
from wizard.gui.frame import Frame
from wizard.gui.pages.checklist import ChecklistPage
from wizard.gui.widgets.signature_card import SignatureCard
from wizard.gui.widgets.signature_pad import SignaturePad
from wizard.gui.widgets.strokes import pack_strokes, simplify_stroke

_SAMPLE = next(path for path in SAMPLES if path.stem == "town-hall-oxe-rds")
_PATH = [QPoint(40, 60), QPoint(80, 20), QPoint(120, 90), QPoint(200, 40)]
Draw = Callable[[SignaturePad], None]


@pytest.fixture
def page(frame: Frame) -> ChecklistPage:
    """Return the page on a sample, in the window."""
    assert frame.session is not None
    frame.session.open(_SAMPLE, as_sample=True)
    frame.show_step("checklist")
    found = frame.pages["checklist"]
    assert isinstance(found, ChecklistPage)
    return found


@pytest.fixture
def card(page: ChecklistPage) -> SignatureCard:
    """Return the network administrator's card, on the screen: a finger touches what is where it is put."""
    found = page.sign_off.cards["network_administrator"]
    QApplication.processEvents()
    page.area.ensureWidgetVisible(found.sign)
    page.area.ensureWidgetVisible(found.pad)
    return found


def read_signatures(card: SignatureCard) -> list[dict[str, Any]]:
    """Return the signatures as the plan's file holds them."""
    return card.session.read("sign_off.signatures") or []


def press(card: SignatureCard) -> None:
    """Click the button that signs."""
    QTest.mouseClick(card.sign, Qt.MouseButton.LeftButton)


def draw_by_mouse(pad: SignaturePad) -> None:
    """Draw one stroke with the mouse."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=_PATH[0])
    for point in _PATH[1:]:
        QTest.mouseMove(pad, point)
        QApplication.processEvents()
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=_PATH[-1])


def draw_by_pen(pad: SignaturePad) -> None:
    """Draw one stroke with a pen; before and after it hovers over the field."""
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(_PATH) - 1)]
    hover = (QEvent.Type.TabletMove, QPoint(5, 5))
    for kind, point in (hover, *zip(kinds, _PATH, strict=True), (QEvent.Type.TabletRelease, _PATH[-1]), hover):
        event = QTabletEvent(
            kind,
            QPointingDevice.primaryPointingDevice(),
            QPointF(point),
            QPointF(pad.mapToGlobal(point)),
            0.5,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
        )
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()


def draw_by_finger(pad: SignaturePad) -> None:
    """Draw one stroke with a finger."""
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(pad, device).press(0, _PATH[0], pad).commit()
    for point in _PATH[1:]:
        QTest.touchEvent(pad, device).move(0, point, pad).commit()
    QTest.touchEvent(pad, device).release(0, _PATH[-1], pad).commit()


@pytest.mark.parametrize("draw", [draw_by_mouse, draw_by_pen, draw_by_finger])
def test_signature_is_drawn_and_given(card: SignatureCard, draw: Draw) -> None:
    """What was drawn goes into the plan as lines, with who, what they are, when, and which answers."""
    card.pad.clear()
    draw(card.pad)
    QTest.keyClicks(card.function, "DSI")
    press(card)
    (signature,) = read_signatures(card)
    contact = card.session.read("project.contacts.0.name")
    assert (signature["role"], signature["name"], signature["function"]) == ("network_administrator", contact, "DSI")
    assert signature["fingerprint"] == fingerprint_plan(card.session.plan)
    (stroke,) = signature["strokes"]
    drawn = [[round(point.x() / 420, 4), round(point.y() / 120, 4)] for point in _PATH]
    assert stroke == drawn
    assert card.note.text().startswith("Signed; it covers the answers as they are.")


def test_name_alone_is_enough(card: SignatureCard) -> None:
    """By keyboard alone: type a name, press the button; it is recorded that nothing was drawn."""
    card.name.setFocus()
    card.name.selectAll()
    QTest.keyClicks(card.name, "C. Petit")
    card.sign.setFocus()
    QTest.keyClick(card.sign, Qt.Key.Key_Space)
    (signature,) = read_signatures(card)
    assert signature["name"] == "C. Petit"
    assert not {"strokes", "function"} & signature.keys()
    assert card.note.text().endswith("Signed without drawing")
    assert not card.pad.isVisible()
    assert card.withdraw.hasFocus()


def test_name_is_needed(card: SignatureCard) -> None:
    """Nobody signs without a name; the card says so and leads there."""
    card.name.setText(" ")
    press(card)
    assert read_signatures(card) == []
    assert card.note.text() == "Give the name of the person who signs."
    assert card.name.hasFocus()


def test_changed_answer_makes_the_signature_lapse(card: SignatureCard) -> None:
    """It says what was changed, and holds again when that is taken back."""
    draw_by_mouse(card.pad)
    press(card)
    assert card.pad.locked
    card.session.write("server.ram_gb", 64)
    card.session.write("security.secure_mode", None)
    assert card.note.text().startswith("Lapsed: signed on ")
    assert card.note.text().endswith("changed since then: Server and Security.")
    assert card.pad.word == "Lapsed"
    card.session.undo()
    card.session.undo()
    assert card.note.text().startswith("Signed; it covers the answers as they are.")


def test_ticks_leave_the_signature_standing(card: SignatureCard) -> None:
    """A checklist is ticked until the last day; what was agreed stays agreed."""
    press(card)
    card.session.write("sign_off.items.C-SRV-6.state", "done")
    assert card.signed is not None
    assert card.signed.standing.holds


def test_lapsed_signature_is_given_again(card: SignatureCard) -> None:
    """The new one takes the old one's place; the old drawing is not taken over."""
    draw_by_mouse(card.pad)
    press(card)
    card.session.write("server.ram_gb", 64)
    assert card.sign.text() == "Sign again"
    press(card)
    (signature,) = read_signatures(card)
    assert signature["fingerprint"] == fingerprint_plan(card.session.plan)
    assert "strokes" not in signature


def test_signature_is_withdrawn_and_brought_back(card: SignatureCard) -> None:
    """Withdrawing removes it from the plan; undo brings it back."""
    press(card)
    QTest.mouseClick(card.withdraw, Qt.MouseButton.LeftButton)
    assert read_signatures(card) == []
    assert card.sign.isVisible()
    assert not card.withdraw.isVisible()
    card.session.undo()
    assert len(read_signatures(card)) == 1
    assert card.withdraw.isVisible()


def test_drawing_is_not_taken_to_other_answers(card: SignatureCard) -> None:
    """What was drawn before an answer changed, or for another plan, is not signed with."""
    draw_by_mouse(card.pad)
    card.session.write("sign_off.items.C-SRV-6.state", "done")
    assert card.pad.strokes
    card.session.write("server.ram_gb", 64)
    assert not card.pad.strokes
    draw_by_mouse(card.pad)
    card.function.setText("DSI")
    card.session.start_new()
    assert (card.pad.strokes, card.name.text(), card.function.text()) == ([], "", "")


def test_drawing_is_cleared(card: SignatureCard) -> None:
    """A drawing that went wrong is taken away; without one there is nothing to clear."""
    assert not card.clear.isEnabled()
    draw_by_mouse(card.pad)
    QTest.mouseClick(card.clear, Qt.MouseButton.LeftButton)
    assert not card.pad.strokes
    assert not card.clear.isEnabled()


def test_signature_that_holds_cannot_be_drawn_over(card: SignatureCard) -> None:
    """Name, function and drawing are locked; other buttons of the mouse never draw."""
    QTest.mousePress(card.pad, Qt.MouseButton.RightButton, pos=_PATH[0])
    assert not card.pad.strokes
    draw_by_mouse(card.pad)
    press(card)
    draw_by_mouse(card.pad)
    assert not card.pad.strokes
    assert card.name.isReadOnly()


def test_pad_shows_what_was_drawn(card: SignatureCard) -> None:
    """The stroke is on the screen, in the text's colour; in a lapsed one stands the word."""

    def count(colour: QColor) -> int:
        image = card.pad.grab().toImage()
        return sum(
            image.pixelColor(x, y) == colour for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
        )

    ink = card.pad.palette().text().color()
    assert count(ink) == 0
    draw_by_mouse(card.pad)
    assert count(ink) > 20
    press(card)
    assert count(ink) > 20
    card.session.write("server.ram_gb", 64)
    assert count(ink) == 0
    assert count(QColor("#B3261E")) > 20


def test_what_is_signed_stands_above(page: ChecklistPage) -> None:
    """Reference, revision, edition and verdict are told; the revision follows the answers."""
    box = page.sign_off
    revision = fingerprint_plan(page.session.plan)[:8].upper()
    text = box.subject.text()
    assert f"Reference {page.session.read('project.reference')}, revision {revision}" in text
    assert page.session.edition.id in text
    assert box.verdict.text()
    page.session.write("server.ram_gb", 64)
    assert revision not in box.subject.text()


def test_field_of_a_signature_leads_to_its_card(page: ChecklistPage, qtbot: QtBot) -> None:
    """A signature's field leads to its role's card, the list of signatures to the first one."""
    page.window().activateWindow()
    card = page.sign_off.cards["integrator"]
    press(card)
    assert page.focus_field("sign_off.signatures.0.fingerprint")
    qtbot.waitUntil(card.withdraw.hasFocus)
    assert page.focus_field("sign_off.signatures")
    qtbot.waitUntil(page.sign_off.cards["network_administrator"].name.hasFocus)
    assert not page.focus_field("server.ram_gb")


def test_card_speaks_the_language(card: SignatureCard) -> None:
    """Every text of a card turns with the language; what was typed stays."""
    card.function.setText("DSI")
    card.session.speak("fr")
    assert card.heading.text() == "Administrateur réseau"
    assert card.function.text() == "DSI"
    assert card.name.accessibleName().startswith("Nom")
    assert card.name.accessibleName().endswith("Administrateur réseau")
    assert all(each.accessibleName() for each in (card, card.pad, card.name, card.function, card.sign, card.withdraw))


def test_refused_signature_is_told(card: SignatureCard, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the plan does not take is told on the card, and nothing is signed."""
    monkeypatch.setattr(card, "_make", lambda: {"role": "nobody"})
    press(card)
    assert read_signatures(card) == []
    assert "role" in card.note.text()


def test_long_drawing_stays_small() -> None:
    """A hand that wanders makes few points; whatever it does, the plan takes it."""
    smooth = [(at / 2_000, 0.5 + 0.4 * math.sin(at / 150)) for at in range(2_000)]
    assert len(simplify_stroke(smooth)) < 150
    chance = random.Random(1)  # noqa: S311 - a drawing, not a secret
    wild = [(chance.random(), chance.random()) for _ in range(1_000)]
    packed = pack_strokes([wild])
    assert max(map(len, packed)) <= MOST_POINTS
    assert all(before[-1] == after[0] for before, after in itertools.pairwise(packed))
    assert packed[-1][-1] == [round(value, 4) for value in wild[-1]]
    assert len(pack_strokes([wild] * 30)) == MOST_STROKES
    assert pack_strokes([[(0.5, 0.5)]]) == [[[0.5, 0.5]]]
