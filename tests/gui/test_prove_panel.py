"""What the proving end's panel says beforehand, which machine it means, and what it says when a run is over."""

import pytest
from pytestqt.qtbot import QtBot

from tests.factories import make_answers, make_evidence, make_link, make_site, on_softphone_pcs
from wizard.checks.probe import Probe
from wizard.checks.proof.code import make_code
from wizard.gui.session import Session
from wizard.gui.widgets.prove_panel import ProvePanel


@pytest.fixture
def panel(qtbot: QtBot) -> ProvePanel:
    """Return the panel on a plan with Softphone, two PABXs, phones and a remote site."""
    session = Session("en")
    answers = make_answers(licences={"softphone": 10}, load={"softphone_calls_at_once": 2}, **on_softphone_pcs())
    links = [
        make_link("oxe", name="Nord", address="10.21.0.2"),
        make_link("oxo", name="Sud", address="10.22.0.2"),
        make_link("snom", name="Accueil", port=7001),
    ]
    session.recover(answers | {"telephony": {"links": links}, "sites": [make_site(name="Annexe")]}, None)
    made = ProvePanel(session)
    qtbot.addWidget(made)
    made.show_plan(is_busy=False)
    return made


def ask(panel: ProvePanel) -> tuple[Probe, ...]:
    """Press the button and return the probes that it asks for."""
    asked: list[tuple[Probe, ...]] = []
    panel.wanted.connect(lambda probes, _: asked.append(probes))
    panel.code.setText(make_code())
    if panel.place.end is None:
        panel.place.choose("station")
    panel.start.click()
    (probes,) = asked
    return probes


def test_planned_address_is_said_and_proposed(panel: ProvePanel) -> None:
    """The server's, then the chosen PABX's; of SIP signalling either PABX's; one of many PCs has none."""
    assert panel.address.text() == "10.20.0.15"
    assert "10.20.0.15 for the listening machine" in panel.planned.text()
    panel.place.choose("server")
    panel.other.choose("pabx")
    for position, address in enumerate(("10.21.0.2", "10.22.0.2")):
        panel.link.setCurrentIndex(position)
        assert panel.address.text() == address
        assert f"{address} for the listening machine" in panel.planned.text()
        assert "the TWS server’s planned address, 10.20.0.15" in panel.planned.text()
    panel.place.choose("station")
    assert panel.address.text() == ""
    assert "10.21.0.2 or 10.22.0.2 for the listening machine" in panel.planned.text()
    panel.other.choose("phone")
    assert "Any other machine" in panel.planned.text()


def test_missing_address_is_said_before_anything_is_sent(panel: ProvePanel) -> None:
    """Without a planned address nothing can be proven: that is told while the form is filled in."""
    panel.session.write("server.address", None)
    panel.session.write("security.dns_name", None)
    panel.show_plan(is_busy=False)
    assert "The plan has no address for the listening machine" in panel.planned.text()
    panel.place.choose("server")
    panel.other.choose("pabx")
    assert "no address for the TWS server" in panel.planned.text()


def test_typed_address_stays(panel: ProvePanel) -> None:
    """What somebody typed is not overwritten by the plan's; what the plan has stands beside it."""
    panel.address.setText("192.0.2.1")
    panel.address.setModified(True)
    panel.show_plan(is_busy=False)
    assert panel.address.text() == "192.0.2.1"
    assert "10.20.0.15" in panel.planned.text()


def test_site_is_where_the_pc_stands(panel: ProvePanel) -> None:
    """Without voice too: the main site unless another is chosen; between server and PABX none is asked for."""
    assert [panel.site.itemText(place) for place in range(panel.site.count())] == ["the main site", "site “Annexe”"]
    assert not panel.site.isHidden()
    panel.site.setCurrentIndex(1)
    assert panel._select_way("10.20.0.15").site == "Annexe"  # noqa: SLF001 - what the run is made of
    (probe,) = ask(panel)
    assert probe.id == "proof.flow"
    panel.place.choose("server")
    panel.other.choose("pabx")
    assert panel.site.isHidden()
    assert panel._select_way("10.21.0.2").site is None  # noqa: SLF001 - as above
    panel.voice.setChecked(True)
    assert panel.site.itemText(0) == "the whole plan"


def test_range_is_tried_whole_unless_it_is_said_otherwise(panel: ProvePanel) -> None:
    """A PC's eight voice ports are all gone through; five of them on demand."""
    panel.place.choose("pabx")
    panel.other.choose("station")
    panel.address.setText("192.0.2.1")
    counts = []
    for quick in (False, True):
        panel.quick.setChecked(quick)
        probes = panel._select(panel._select_way("192.0.2.1", make_code()))  # noqa: SLF001 - what the run is made of
        counts.append(sum(touch.what.startswith("udp ") for touch in probes[0].touches))
    assert counts == [8, 5]


def test_end_of_a_run_says_what_was_seen_and_what_is_left(panel: ProvePanel) -> None:
    """Where nobody answered: in numbers, once, and what it can mean; then what is left and the next call."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001}
    told = {"probe": "proof.flow", "facts": ["NET-7"], "answers": None, "flow": flow, "state": "unknown"}
    assert panel.left.isHidden()
    seen = {"proof.ports_dropped": 7}
    panel.session.write(
        "evidence", [make_evidence(**told, reason="proof.listener_not_reached", values=seen, role="station")]
    )
    panel.show_plan(is_busy=False)
    assert "Of the ports tried: no sign from 7." in panel.left.text()
    assert "a firewall drops everything" in panel.left.text()
    assert "flows still to test" in panel.left.text()
    assert "tws-preinstall prove PLAN --server 10.20.0.15" in panel.left.text()
