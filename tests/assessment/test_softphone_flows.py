"""Softphone's voice: the ports of a PC, and those that the sessions of a host share."""

import pytest

from tests.factories import Json, assess_plan, make_group, make_host, on_groups, on_hosts


def _list_hosts(*hosts: Json, calls: int | None = 2) -> list[tuple[str, str | None]]:
    """Return subject and ports of Softphone's voice with these session hosts and no PC that uses Softphone."""
    flows = assess_plan(licences={"softphone": 5}, load={"calls_per_station": calls}, **on_hosts(*hosts)).flows
    return [(flow.subject, flow.ports) for flow in flows if flow.fact == "NET-20"]


@pytest.mark.parametrize(
    ("users", "calls", "ports"),
    [
        (1, 1, "40000-40003"),
        (80, 2, "40000-40639"),
        (80, None, "40000-40639"),
        (80, 1, "40000-40319"),
        (3_192, 2, "40000-65535"),
        (3_193, 2, "40000-65535"),
        (None, 2, None),
    ],
)
def test_sessions_share_the_ports_of_their_host(users: int | None, calls: int | None, ports: str | None) -> None:
    """A host's voice range has four ports for each call of each of its users; unknown while its users are."""
    assert _list_hosts(make_host(softphone=True, users=users), calls=calls) == [("host:RDS01", ports)]


def test_only_hosts_with_softphone_have_its_flow() -> None:
    """Each host that uses Softphone has a flow of its own; one without users or without Softphone has none."""
    hosts = [
        make_host(name="A", softphone=True, users=2),
        make_host(name="B", softphone=False),
        make_host(name="C", softphone=True, users=0),
        make_host(name="D", softphone=None),
        make_host(name="E", softphone=True, users=3),
    ]
    assert _list_hosts(*hosts) == [("host:A", "40000-40015"), ("host:E", "40000-40023")]


def test_pcs_flow_needs_a_pc_that_uses_softphone() -> None:
    """The PC's own voice flow is listed where a local group uses Softphone; not for thin clients, nor while unknown."""
    for changes, count in (({}, 1), ({"session": "rds"}, 0), ({"session": None}, 0), ({"softphone": None}, 0)):
        groups = on_groups(make_group(**{"softphone": True, **changes}))
        flows = assess_plan(licences={"softphone": 5}, **groups).flows
        assert len([flow for flow in flows if flow.fact == "NET-20"]) == count
