"""Which edition of Windows a server has, and how long a trial copy of it runs."""

import pytest

from tests.checks.machine.measuring import answer, find, gather_answers, plan_server, plan_station, run
from tests.checks.machine.recorded import SERVER_2022_PHYSICAL, WINDOWS_11

EDITION = ("value", r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\EditionID")


@pytest.mark.parametrize(
    ("edition", "named", "days"),
    [
        ("ServerStandard", "standard", None),
        ("ServerStandardEval", "standard", 180),
        ("ServerStandardEvalCor", "standard", 180),
        ("ServerDatacenterEval", "datacenter", 180),
        ("ServerDatacenterCor", "datacenter", None),
        ("ServerTurbine", "datacenter", None),
        ("ServerTurbineCor", "datacenter", None),
        ("ServerDatacenterACor", "other", None),
        ("ServerAzureStackHCICor", "other", None),
    ],
)
def test_edition_and_how_long_a_trial_of_it_runs(edition: str, named: str, days: int | None) -> None:
    """An evaluation copy is of its edition, and it is told; Azure Edition counts as Datacenter, with its own name."""
    found = run(plan_server(SERVER_2022_PHYSICAL.with_changes({EDITION: edition})), "server.system")
    assert gather_answers(found)["server.os_edition"] == named
    values = find(found, "SRV-2").values or {}
    assert (values["edition_id"], values.get("evaluation_days")) == (edition, days)


@pytest.mark.parametrize("edition", ["ServerDatacenterAzure", "ServerDatacenterAzureEditionCor"])
def test_azure_edition_of_a_name_to_come_is_asked_for(edition: str) -> None:
    """What Microsoft's list of editions does not have is no edition that a plan could tell."""
    found = run(plan_server(SERVER_2022_PHYSICAL.with_changes({EDITION: edition})), "server.system")
    assert "server.os_edition" not in gather_answers(found)
    assert [(each.reason, each.detail) for each in found if each.state == "unknown"] == [("azure_edition", edition)]


@pytest.mark.parametrize(("edition", "days"), [("EnterpriseEval", 90), ("EnterpriseSNEval", 90), ("Enterprise", None)])
def test_trial_of_a_pc_is_told(edition: str, days: int | None) -> None:
    """A PC's trial copy runs for ninety days; its system is the same."""
    (found,) = run(plan_station(WINDOWS_11.with_changes({EDITION: edition})), "station.system")
    assert (found.values or {}).get("evaluation_days") == days
    assert answer({EDITION: edition}, "station.system", "os") == "windows_11"
