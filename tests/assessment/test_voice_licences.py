"""SIP licences for voices: what a link must have, what lifts a shortage, and how it is told."""

import pytest

from tests.factories import assess_plan, find_finding, make_link, on_links, tell_level
from wizard.i18n import get_translator


@pytest.mark.parametrize(("own", "expected"), [(3, 3), (0, 0), (None, 8)])
def test_link_needs_a_licence_for_each_of_its_voices(own: int | None, expected: int) -> None:
    """A link's own voices count before the plan's, also beside others; where it says none it shows them all."""
    links = on_links(make_link("oxe", voices=own), make_link("oxo", name="B", voices=2), make_link("mx_one", name="C"))
    needs = assess_plan(licences={"media_server_voices": 8}, **links).telephony
    assert [need.sip_voice_licences for need in needs] == [expected, 2, None]


@pytest.mark.parametrize("proposed", [0, 1])
def test_shortage_of_voice_licences_is_lifted_on_any_of_the_links(proposed: int) -> None:
    """Seven voices on two links with 2 and 3 licences: two more on either of them make both pass."""
    links = [make_link("oxe", name="A", sip_voice_licences=2), make_link("oxo", name="B", sip_voice_licences=3)]
    before = assess_plan(licences={"media_server_voices": 7}, **on_links(*links))
    found = find_finding(before, "TEL-14", f"link:{'AB'[proposed]}")
    assert found is not None
    assert found.changes == ((f"telephony.links.{proposed}.sip_voice_licences", (4, 5)[proposed]),)
    links[proposed]["sip_voice_licences"] = found.changes[0].value
    after = assess_plan(licences={"media_server_voices": 7}, **on_links(*links))
    assert [tell_level(after, "TEL-14", f"link:{name}") for name in "AB"] == ["ok", "ok"]


def test_findings_of_many_links_name_few_others() -> None:
    """Among many links a finding names ten others at most: the whole grows with the plan, not with its square."""
    voices = [make_link("oxe", name=f"P{place}", sip_voice_licences=None) for place in range(60)]
    phones = [make_link("snom", name=f"S{place}", port=7001) for place in range(60)]
    carriers = [make_link("mx_one", name=f"M{place}") for place in range(60)]
    known = [make_link("oxe", name=f"P{place}", sip_voice_licences=0) for place in range(60)]
    for links in ([*voices, *phones], [*known, *carriers]):
        found = assess_plan(licences={"media_server_voices": 8}, **on_links(*links)).findings
        assert max(len(each.fields) for each in found if each.fact in ("TEL-14", "PLAN-5")) <= 24


@pytest.mark.parametrize("fact", ["TEL-14", "TEL-16"])
def test_shortage_of_several_links_is_told_in_both_languages(fact: str) -> None:
    """A pooled shortage says of how many links it is; where others may carry the rest it says how many those are."""
    kind = "oxe" if fact == "TEL-14" else "openscape_voice"
    links = [make_link(kind, name="A", sip_voice_licences=3), make_link("oxo", name="B", sip_voice_licences=4)]
    order = {"media_server_voices": 8}
    short = find_finding(assess_plan(licences=order, **on_links(*links)), fact, "link:A")
    may = find_finding(assess_plan(licences=order, **on_links(*links, make_link("mx_one", name="M"))), fact, "link:A")
    assert short is not None
    assert may is not None
    assert get_translator("en")(short.aspects[-1].label) == "SIP licences for voices of 2 links together"
    assert get_translator("fr")(may.aspects[-1].note).endswith("qui n’en donnent pas le nombre\u202f: 1.")
