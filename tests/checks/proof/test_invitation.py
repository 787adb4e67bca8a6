"""What a listening machine shows to the other ends."""

import pytest

from tests.factories import make_link, make_plan, read_edition
from wizard.assessment.evaluate import assess
from wizard.checks.proof import invitation
from wizard.checks.proof.invitation import make_invitation
from wizard.checks.proof.ports import LISTENING

CODE = "7XTQ-NC7X-SQRC"


def test_call_names_what_is_not_usual() -> None:
    """From a user's PC to the server nothing needs to be said of the ends; any other end is named."""
    flows = assess(make_plan(), read_edition()).flows
    usual = make_invitation(flows, "server", CODE, "192.0.2.1")
    assert usual.calls == (("station", "tws-preinstall prove PLAN --server 192.0.2.1"),)
    other = make_invitation(flows, "pabx", CODE, "192.0.2.1")
    assert other.calls == (("server", "tws-preinstall prove PLAN --server 192.0.2.1 --from server --to pabx"),)


@pytest.mark.parametrize(
    ("addresses", "shown"), [(("192.0.2.1",), "192.0.2.1"), (("192.0.2.1", "2001:db8::1"), "ADDRESS"), ((), "ADDRESS")]
)
def test_address_is_filled_in_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...], shown: str
) -> None:
    """Of several addresses nobody here knows which one the other end can reach: all are shown, none is chosen."""
    monkeypatch.setattr(invitation, "list_reachable_addresses", lambda: addresses)
    made = make_invitation(assess(make_plan(), read_edition()).flows, "server", CODE)
    assert made.addresses == addresses
    assert [call.split()[4] for _, call in made.calls] == [shown]


def test_link_is_left_to_be_named_where_there_are_several() -> None:
    """Two PABXs: the call has a place for the one that is meant."""
    links = [make_link("oxe", name="Nord"), make_link("oxo", name="Sud")]
    flows = assess(make_plan(telephony={"links": links}), read_edition()).flows
    ((_, call),) = make_invitation(flows, "pabx", CODE, "192.0.2.1").calls
    assert call.endswith("--from server --to pabx --link LINK")


def test_no_call_holds_the_code() -> None:
    """Whichever machine listens: the code is told beside the calls, never in them."""
    links = [make_link("oxe", name="Nord"), make_link("snom", name="Accueil", port=7001)]
    flows = assess(make_plan(telephony={"links": links}, licences={"softphone": 5}), read_edition()).flows
    made = [make_invitation(flows, listening, CODE, "192.0.2.1") for listening in LISTENING]
    assert {invitation.code for invitation in made} == {CODE}
    calls = [call for invitation in made for _, call in invitation.calls]
    assert len(calls) > 4
    assert not any(CODE in call or "--code" in call for call in calls)
