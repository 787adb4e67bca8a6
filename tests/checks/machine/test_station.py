"""The station's probes on recorded PCs: answers for the group, rights, system."""

from collections.abc import Mapping

import pytest

from tests.checks.machine.measuring import GROUP, answer, find, gather_answers, plan_station, run
from tests.checks.machine.recorded import EXCLUSIONS, MULTI_SESSION, SERVER, WINDOWS_10_1809, WINDOWS_11
from wizard.checks.machine.figures import Rights
from wizard.checks.machine.station import make_station_probes
from wizard.domain.plan.stations import StationGroup

NT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"


def test_windows_11_pc() -> None:
    """Everything a plan asks of a PC of the group is answered; ProductName, which still says 10, is not believed."""
    found = run(plan_station(WINDOWS_11))
    answers = gather_answers(found)
    assert answers == {
        f"{GROUP}.os": "windows_11",
        f"{GROUP}.ram_gb": 16,
        f"{GROUP}.processor": "core_i5",
        f"{GROUP}.dotnet_framework": "4.8.1",
        f"{GROUP}.dotnet_8": True,
        f"{GROUP}.headset": "jabra_usb",
        f"{GROUP}.session": "local",
    }
    StationGroup.model_validate({field.rpartition(".")[2]: value for field, value in answers.items()})
    assert {each.subject for each in found} == {"group:Bureaux"}
    (browsers,) = (each for each in found if each.probe == "station.browsers")
    assert (browsers.state, browsers.reason) == ("unknown", "browsers_listed")
    assert browsers.values == {"browsers": "Firefox-308046B0AF4A39CB, Google Chrome, IEXPLORE.EXE, Microsoft Edge"}


def test_windows_10_pc() -> None:
    """An older PC, controlled from elsewhere, with folders that are closed or lie on the network."""
    found = run(plan_station(WINDOWS_10_1809))
    assert gather_answers(found) == {
        f"{GROUP}.os": "windows_10",
        f"{GROUP}.ram_gb": 4,
        f"{GROUP}.processor": "below_core_i3",
        f"{GROUP}.dotnet_framework": "4.7.2",
        f"{GROUP}.dotnet_8": False,
    }
    assert {(each.probe, each.reason) for each in found if each.state == "unknown"} == {
        ("station.folders", "on_the_network"),
        ("station.browsers", "browsers_listed"),
        ("station.exclusions", "ask"),
        ("station.program_rules", "program_rules"),
        ("station.headset", "no_known_headset"),
        ("station.session", "remote_desktop"),
    }
    assert find([each for each in found if each.state == "failed"], "AUT-2").target == r"%programdata%\Akio\tws_client"


def test_rights_of_a_user() -> None:
    """What one user may says nothing about the others on a shared PC."""
    found = run(plan_station(WINDOWS_11), "station.folders")
    assert {(each.state, each.reason, each.facts, each.target) for each in found} == {
        ("ok", None, ("AUT-1",), r"%programdata%\Akio\tws_client"),
        ("unknown", "one_user", ("AUT-2",), r"%programdata%\Akio\tws_client"),
        ("ok", None, ("AUT-1",), r"%appdata%\Akio\tws"),
    }


def test_rights_of_an_administrator() -> None:
    """An administrator who may says nothing about users; one who may not says all."""
    closed = {("rights", r"%appdata%\Akio\tws"): Rights("C:\\", may_create=False)}
    found = run(plan_station(WINDOWS_11.with_changes({("elevated", ""): True, **closed})), "station.folders")
    assert [(each.state, each.reason) for each in found] == [("unknown", "elevated"), ("failed", None)]


@pytest.mark.parametrize(
    ("changes", "system"),
    [
        ({**MULTI_SESSION, ("value", rf"{NT}\CurrentBuild"): "22631"}, "windows_11"),
        ({**MULTI_SESSION, ("value", rf"{NT}\CurrentBuild"): "19045"}, "windows_10"),
        ({**MULTI_SESSION, ("value", rf"{NT}\InstallationType"): None}, "windows_11"),
        ({**MULTI_SESSION, ("value", rf"{NT}\EditionID"): 7}, "windows_11"),
        ({**SERVER, ("value", rf"{NT}\CurrentBuild"): "20348"}, "windows_server_2022"),
        ({**SERVER, ("value", rf"{NT}\CurrentBuild"): "26100"}, "other"),
        ({**SERVER, ("value", rf"{NT}\InstallationType"): "Server Core"}, "other"),
    ],
)
def test_multi_session_windows_is_a_client_system(changes: Mapping[tuple[str, str], object], system: str) -> None:
    """Virtual desktops call themselves servers, but are installed as clients; a server stays one."""
    assert answer(changes, "station.system", "os") == system


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Intel(R) Core(TM) i3-2100 CPU @ 3.10GHz", {"processor_generation": 2}),
        ("Intel(R) Core(TM) 3 100U", {"processor_series": 1}),
        ("Intel(R) Core(TM) i3-N305", {}),
    ],
)
def test_generation_is_told_beside_the_rank(name: str, values: Mapping[str, int]) -> None:
    """The rank is the family's, whatever its year; how old the processor is is told where its name tells it."""
    cpu = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0\ProcessorNameString"
    (found,) = run(plan_station(WINDOWS_11.with_changes({("value", cpu): name})), "station.processor")
    assert found.answers == {f"{GROUP}.processor": "core_i3"}
    assert found.values == {"processor_name": name, **values}


@pytest.mark.parametrize("name", ["QEMU Virtual CPU version 2.5+", "Intel Core i7 9xx (Nehalem Class Core i7)"])
def test_label_has_no_rank(name: str) -> None:
    """A virtual desktop whose processor is a label is not ranked."""
    cpu = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0\ProcessorNameString"
    assert answer({("value", cpu): name}, "station.processor", "processor") == ["processor_label"]


def test_edition_without_folders() -> None:
    """Exclusions that name no folder give no folder to ask for."""
    assert run(make_station_probes(0, "group:#1", EXCLUSIONS[:1], WINDOWS_11), "station.folders") == ()
