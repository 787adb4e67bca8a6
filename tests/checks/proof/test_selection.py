"""Which voice is measured between two ends, for the whole plan or a site, and what is said where there is none."""

import pytest

from tests.checks.proof.running import run_probe
from tests.factories import (
    Json,
    make_answers,
    make_group,
    make_host,
    make_link,
    make_site,
    on_softphone_pcs,
    read_answers,
    read_edition,
)
from wizard.assessment.evaluate import assess
from wizard.checks.probe import Probe, TouchKind
from wizard.checks.proof.ports import End
from wizard.checks.proof.selection import Way, find_site, select_proof, select_voice
from wizard.domain.assessment import Flow
from wizard.domain.plan import Plan
from wizard.errors import UsageError

CODE = "7XTQ-NC7X-SQRC"
SOFTPHONE: Json = {"licences": {"softphone": 10}, "load": {"softphone_calls_at_once": 6}, **on_softphone_pcs()}
VIDEO: Json = {"licences": {"conference": {"video_participants": 4}}}
VOICES: Json = {"licences": {"media_server_voices": 4}}


def make_plan(*parts: Json, **changes: object) -> Plan:
    """Return a plan in which some voice is licensed."""
    answers = make_answers(**changes)
    for part in parts:
        for name, section in part.items():
            answers[name] |= section
    return read_answers(answers)


def select(plan: Plan, proving: End, listening: End, site: int | None = None) -> Probe:
    """Return the voice probe of a plan."""
    return select_voice(plan, assess(plan, read_edition()), Way(proving, listening, "192.0.2.1", CODE), site)


def find_port(probe: Probe) -> str:
    """Return the port that voice is sent through, as the manifest names it."""
    return probe.touches[-1].what


@pytest.mark.parametrize(
    ("parts", "way", "port"),
    [
        ((SOFTPHONE,), ("pabx", "station"), "udp 192.0.2.1:40000"),
        ((SOFTPHONE,), ("station", "station"), "udp 192.0.2.1:40000"),
        ((VIDEO,), ("station", "server"), "udp 192.0.2.1:40000"),
        ((SOFTPHONE, VIDEO), ("station", "server"), "udp 192.0.2.1:40000"),
        ((VOICES,), ("pabx", "server"), "udp 192.0.2.1:40000"),
    ],
)
def test_voice_goes_through_a_voice_port(parts: tuple[Json, ...], way: tuple[End, End], port: str) -> None:
    """Signalling (UDP 5060) stands first between two PCs, and is no voice."""
    assert find_port(select(make_plan(*parts), *way)) == port


@pytest.mark.parametrize(
    ("parts", "way", "reason"),
    [
        ((SOFTPHONE,), ("station", "server"), "voice.listen_as_station"),
        ((SOFTPHONE,), ("station", "pabx"), "voice.listen_as_station"),
        ((SOFTPHONE, VIDEO), ("admin_station", "server"), "voice.listen_as_station"),
        ((VIDEO,), ("admin_station", "server"), "voice.prove_from_station"),
        ((VOICES,), ("station", "server"), "voice.prove_from_pabx"),
        ((), ("station", "server"), "voice.no_flow"),
    ],
)
def test_absent_voice_says_why_and_what_to_do(parts: tuple[Json, ...], way: tuple[End, End], reason: str) -> None:
    """Where no voice port leads to the listening end nothing is sent, and the measurement is unknown."""
    probe = select(make_plan(*parts), *way)
    assert probe.touches == ()
    (found,) = run_probe(probe)
    assert (found.state, found.reason, found.facts, found.subject) == ("unknown", reason, ("BW-2",), "server")


def test_sites_have_their_own_calls_and_names() -> None:
    """A site's number is measured under the subject of its findings; a name that occurs twice is told apart."""
    sites = [make_site(name="Nord", softphone_calls_at_once=count) for count in (2, 3)]
    plan = make_plan(SOFTPHONE, sites=sites)
    position = find_site(plan, "Nord#2")
    probe = select(plan, "pabx", "station", position)
    assert (position, probe.subject) == (1, "site:Nord#2")
    assert probe.basis == {"sites.1.softphone_calls_at_once": 3}
    whole = select(plan, "pabx", "station")
    assert (whole.subject, whole.basis) == ("server", {"load.softphone_calls_at_once": 6})


def test_unknown_number_of_calls_rests_on_no_answer() -> None:
    """Where nobody says how many calls there are, one is measured, whatever the plan says later."""
    plan = make_plan(SOFTPHONE, {"load": {"softphone_calls_at_once": None}})
    assert select(plan, "pabx", "station").basis is None


@pytest.mark.parametrize(("sites", "told"), [([], "no remote sites"), ([make_site(name="Annexe")], "Annexe")])
def test_unknown_site_is_refused(sites: list[Json], told: str) -> None:
    """A site that the plan does not have is refused, and those it has are named."""
    with pytest.raises(UsageError, match=told):
        find_site(make_plan(sites=sites), "Nowhere")


def test_link_narrows_what_is_proven() -> None:
    """Of two PABXs the one that is meant has its flow tried; without a name nothing is, for nobody stands for both."""
    links = [make_link("oxe", name="Nord", port=2_555), make_link("oxo", name="Sud", port=2_556)]
    plan = make_plan(telephony={"links": links})
    flows = assess(plan, read_edition()).flows
    (probe,) = select_proof(plan, flows, Way("server", "pabx", "192.0.2.1", CODE, "Sud"))
    assert [touch.what for touch in probe.touches if touch.kind is TouchKind.PACKET] == ["tcp 192.0.2.1:2556"]
    with pytest.raises(UsageError, match="Nord, Sud"):
        select_proof(plan, flows, Way("server", "pabx", "192.0.2.1", CODE))
    with pytest.raises(UsageError, match="Nord, Sud"):
        select_proof(plan, flows, Way("server", "pabx", "192.0.2.1", CODE, "Ouest"))


def _list_host_flows(*hosts: Json, pcs: bool) -> tuple[Plan, tuple[Flow, ...]]:
    """Return a plan whose session hosts use Softphone, beside PCs that do or do not, and its flows."""
    groups = [make_group(softphone=pcs)]
    plan = make_plan(SOFTPHONE, {"stations": {"groups": groups, "session_hosts": list(hosts)}})
    return plan, assess(plan, read_edition()).flows


def _list_tried(planned: tuple[Plan, tuple[Flow, ...]], link: str | None) -> set[tuple[str, int]]:
    """Return the last port tried of each machine whose voice is proven from the PABX's network."""
    (probe,) = select_proof(*planned, Way("pabx", "station", "192.0.2.1", CODE, link))
    ports = [int(each.what.rpartition(":")[2]) for each in probe.touches if each.kind is TouchKind.PACKET]
    return {(probe.touches[-1].what.partition(" ")[0], max(ports))}


_HOSTS = (make_host(name="RDS01", softphone=True, users=10), make_host(name="RDS02", softphone=True, users=20))


def test_pc_proves_nothing_of_a_session_host() -> None:
    """Without a name the PC's own eight ports are tried; the host that is named has its own."""
    flows = _list_host_flows(*_HOSTS, pcs=True)
    assert _list_tried(flows, None) == {("udp", 40_007)}
    assert _list_tried(flows, "RDS01") == {("udp", 40_079)}
    assert _list_tried(flows, "RDS02") == {("udp", 40_159)}
    with pytest.raises(UsageError, match="RDS01, RDS02"):
        select_proof(*flows, Way("pabx", "station", "192.0.2.1", CODE, "RDS03"))


def test_host_must_be_named_where_no_pc_has_the_flow() -> None:
    """Thin clients alone: of two hosts one must be named, the only one need not be."""
    assert _list_tried(_list_host_flows(_HOSTS[0], pcs=False), None) == {("udp", 40_079)}
    with pytest.raises(UsageError, match="RDS01, RDS02"):
        select_proof(*_list_host_flows(*_HOSTS, pcs=False), Way("pabx", "station", "192.0.2.1", CODE))


def test_two_pcs_prove_signalling_and_no_hosts_voice() -> None:
    """Between PCs signalling is tried beside the PC's voice; a host's voice only where the host is meant."""
    flows = _list_host_flows(*_HOSTS, pcs=False)
    (probe,) = select_proof(*flows, Way("station", "station", "192.0.2.1", CODE))
    assert [touch.what for touch in probe.touches if touch.kind is TouchKind.PACKET] == ["udp 192.0.2.1:5060"]
