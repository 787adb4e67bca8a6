"""Which measurements stay together, and which take the place of others."""

from tests.factories import Json, make_answers, make_evidence, read_answers
from wizard.domain.evidence.collection import add_evidence, add_run, keep_newest
from wizard.domain.evidence.record import Evidence

FLOW = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": 40_000}
VOICE = {"probe": "voice.quality", "facts": ["BW-2"], "answers": None}


def read(*evidence: Json) -> tuple[Evidence, ...]:
    """Return measurements as a plan reads them."""
    return read_answers(make_answers() | {"evidence": list(evidence)}).evidence or ()


def test_one_run_measures_several_loads() -> None:
    """One call and all calls at once, both carried, are two measurements; the same one twice is one."""
    one, all_calls = (make_evidence(**VOICE, flow=FLOW, values={"voice.calls": calls}) for calls in (1, 45))
    assert [each.values for each in keep_newest(read(one, all_calls, one))] == [{"voice.calls": 1}, {"voice.calls": 45}]


def test_both_directions_stay() -> None:
    """What a laptop proves in one direction does not take the place of what it proved in the other."""
    ways = ({"source": "pabx", "destination": "station"}, {"source": "station", "destination": "station"})
    before, found = (read(make_evidence(probe="proof.flow", answers=None, flow=FLOW | way)) for way in ways)
    assert {each.flow for each in add_evidence(before, found)} == {before[0].flow, found[0].flow}


def test_sites_stay_side_by_side() -> None:
    """The same PC in two sites, and in the main one, measures three things; each again takes its own place alone."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001, "source": "station"}
    proof = {"probe": "proof.flow", "facts": ["NET-7"], "answers": None, "values": None}
    sites: list[Json] = [{}, {"site": "Annexe"}, {"site": "Nord"}]
    first = read(*(make_evidence(**proof, flow=flow | site) for site in sites))
    assert len(keep_newest(first)) == 3
    later = {"taken_at": "2026-11-25T08:00:00Z", "state": "failed", "reason": "proof.dropped"}
    again = read(make_evidence(**proof, **later, flow=flow | sites[1]))
    kept = {each.flow.site: each.state for each in add_evidence(first, again) if each.flow}
    assert kept == {None: "ok", "Annexe": "failed", "Nord": "ok"}


def test_voice_that_no_flow_led_to_is_gone_once_one_does() -> None:
    """The advice to let another end listen goes when it was followed, whatever came of it: for the same load."""
    before = read(make_evidence(**VOICE, state="unknown", reason="voice.listen_as_station", values=None, target="b"))
    later = {**VOICE, "flow": FLOW, "values": {"voice.calls": 45}, "taken_at": "2026-11-24T09:00:00Z"}
    ok, lost = read(make_evidence(**later)), read(make_evidence(**later | {"state": "unknown", "reason": "deadline"}))
    site = read(make_evidence(**later, subject="site:Annexe"))
    assert add_evidence(before, ok) == ok
    assert add_evidence(before, lost) == lost
    assert len(add_evidence(before, site)) == 2


def test_second_run_within_the_same_second_takes_the_first_one_s_place() -> None:
    """Nothing tells two runs of one machine apart but which one came last; of two copies of a plan both are kept."""
    first, second = (read(make_evidence(state=state)) for state in ("failed", "ok"))
    assert [each.state for each in add_run(first, second)] == ["ok"]
    assert sorted(each.state for each in add_evidence(first, second)) == ["failed", "ok"]
