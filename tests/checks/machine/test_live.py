"""This machine itself: what it can answer, its tables and rights; and that a run writes nothing and sends nothing."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.checks.machine.measuring import find, gather_answers, plan_server, plan_station, run
from tests.checks.machine.recorded import EXCLUSIONS
from tests.systems import is_wine
from wizard.checks.machine.figures import LISTENERS, MEMORY, USB_DEVICES, drive_space, folder_names, folder_rights
from wizard.checks.machine.live.files import expand
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.reading import Reading, ReadingError
from wizard.checks.machine.server import make_server_probes
from wizard.checks.machine.station import make_station_probes
from wizard.domain.evidence.record import FlowEnd

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux keeps in /proc and /sys")
APP_FOLDER = r"%appdata%\Akio\tws"
_NOBODY = 65_534
ROOT = Path(__file__).parents[3]
_RUN_ALL = """
from tests.checks.machine.measuring import plan_server, plan_station, run
found = run((*plan_server(None, "/"), *plan_station(None)))
assert len(found) > 10, found
"""
_WATCH_FILES = """
import sys
from tests.checks.machine.measuring import plan_server, plan_station, run
probes = lambda: (*plan_server(None, "/"), *plan_station(None))
run(probes())
opened = set()
sys.addaudithook(lambda event, told: opened.add(str(told[0])) if event == "open" else None)
run(probes())
print(*sorted(opened), sep="\\n")
"""
# A file opened for writing, made, renamed or removed; or a packet to anybody.
_CHANGES = re.compile(
    r"\b(creat|mkdir\w*|unlink\w*|rename\w*|rmdir|link\w*|symlink\w*|truncate|ftruncate|chmod|fchmod\w*|chown|utimens\w*)\("
    r"|O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)|connect\(|bind\([^)]*AF_INET|sendto\([^)]*AF_INET|sendmsg\([^)]*AF_INET"
)


@linux_only
def test_this_machine_answers_what_linux_can() -> None:
    """Memory, cores, drive, ports, neighbours on port 80 and the system's name; the registry's part stays unknown."""
    found = run(plan_server(None, "/"))
    answers = gather_answers(found)
    assert answers["server.os"] == "other"
    memory = psutil.virtual_memory().total / 2**30
    named = answers.get("server.ram_gb")
    if isinstance(named, float):
        assert round(memory, 2) <= named <= memory / 0.95
    else:
        assert "memory_visible_only" in {each.reason for each in found}
    size = answers["server.tws_disk_gb"]
    assert isinstance(size, float)
    assert size == pytest.approx(psutil.disk_usage("/").total / 2**30, rel=0.011)
    for fact in ("SRV-3", "SRV-5", "SRV-7a", "SRV-7b"):
        assert (find(found, fact).state, find(found, fact).reason) == ("unknown", "not_on_this_system")
    assert not [each for each in found if each.reason == "fault"]


@linux_only
def test_station_on_linux() -> None:
    """A PC without a registry answers its system, and its memory where that is a usual size; nothing is a fault."""
    found = run(plan_station(None))
    answers = gather_answers(found)
    assert answers["stations.groups.1.os"] == "other"
    hidden = {each.reason for each in found if each.probe == "station.memory"} == {"memory_visible_only"}
    assert hidden is ("stations.groups.1.ram_gb" not in answers)
    assert not [each for each in found if each.reason == "fault"]


_HOLD = """
import socket, sys
with socket.socket(socket.AF_INET, getattr(socket, sys.argv[1])) as held:
    held.bind(("0.0.0.0", 0))
    if sys.argv[1] == "SOCK_STREAM":
        held.listen()
    print(held.getsockname()[1], flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(("kind", "protocol"), [("SOCK_STREAM", "tcp"), ("SOCK_DGRAM", "udp")])
def test_held_port_is_found_and_a_closed_one_is_free(kind: str, protocol: str) -> None:
    """A port that another program holds is taken, by its name; once let go it is free."""
    command = [sys.executable, "-c", _HOLD, kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        flow = FlowEnd.model_validate(
            {"fact": "NET-7", "subject": "server", "protocol": protocol, "port": int(other.stdout.readline())}
        )
        taken, *_ = run(make_server_probes(None, [flow], minimum_free_gb=4), "server.ports")
        name = None if is_wine() else psutil.Process(other.pid).name()
        other.communicate("")
    free, *_ = run(make_server_probes(None, [flow], minimum_free_gb=4), "server.ports")
    # Of Wine's tables the owners are left out: who holds it may be this program's own listener.
    assert (taken.state, taken.reason) == (("unknown", "holder_hidden") if is_wine() else ("failed", None))
    assert (taken.values or {}).get("program") == name
    assert (free.state, free.values) == ("ok", {"ports_free": 1, "ports": f"{protocol} {flow.port}"})


@linux_only
def test_port_that_this_process_holds_is_its_own_listeners() -> None:
    """As the listener of a proof does, which the window runs beside its checks."""
    with socket.create_server(("", 0)) as held:
        flow = FlowEnd(fact="NET-7", subject="server", protocol="tcp", port=held.getsockname()[1])
        (own,) = run(make_server_probes(None, [flow], minimum_free_gb=4), "server.ports")
    assert (own.state, own.reason) == ("unknown", "own_listener")


def test_connection_out_holds_no_port() -> None:
    """A port that is only connected from is no listener."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        held = {(each.protocol, each.port) for each in LiveReader().read(LISTENERS)}
        assert ("tcp", server.getsockname()[1]) in held
        assert ("tcp", client.getsockname()[1]) not in held


def test_unset_folder_variable_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose variable is not set, or leads nowhere whole, is unknown."""
    monkeypatch.delenv("APPDATA", raising=False)
    with pytest.raises(ReadingError, match="absent"):
        LiveReader().read(folder_rights(APP_FOLDER))
    monkeypatch.setenv("APPDATA", "relative")
    with pytest.raises(ReadingError, match="implausible"):
        LiveReader().read(folder_rights(APP_FOLDER))


@pytest.mark.parametrize("root", [r"\\files\profiles$\anne", "//files/profiles"])
def test_folder_on_the_network_is_not_asked(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirected folder would be asked through the network: the check leaves it alone."""
    monkeypatch.setenv("APPDATA", root)
    with pytest.raises(ReadingError, match="on_the_network"):
        expand(APP_FOLDER)


def test_rights_are_those_of_the_nearest_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not exist yet would be made in the nearest folder above it; nothing is made to find out."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    rights = LiveReader().read(folder_rights(APP_FOLDER))
    assert (rights.folder, rights.may_create) == (str(tmp_path), True)
    assert not list(tmp_path.iterdir())
    (tmp_path / "Akio" / "tws").mkdir(parents=True)
    assert LiveReader().read(folder_rights(APP_FOLDER)).folder == str(tmp_path / "Akio" / "tws")


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """Give a folder that this user may enter but not write to; root becomes nobody for the moment."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such mode")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o555)
        users = os.getresuid()
        if users[0] == 0:
            os.setresuid(_NOBODY, _NOBODY, 0)
        try:
            yield Path(folder)
        finally:
            os.setresuid(*users)


def test_closed_folder_is_a_fault(closed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder closed to this user fails AUT-1; what lies above it does not matter."""
    monkeypatch.setenv("APPDATA", str(closed_folder))
    (found,) = run(make_station_probes(0, "group:#1", EXCLUSIONS[2:]), "station.folders")
    assert (found.state, found.facts) == ("failed", ("AUT-1",))
    assert found.values == {"folder": str(closed_folder), "may_create": False}


def test_drive_that_is_not_there_is_absent() -> None:
    """A drive that nobody has is absent, not full."""
    missing = "B:" if sys.platform == "win32" else "/no/such/folder"
    with pytest.raises(ReadingError, match="absent"):
        LiveReader().read(drive_space(missing))


def test_what_this_system_lacks_raises() -> None:
    """The live reader says so for each reading without a place here."""
    nowhere: Reading[int] = Reading("memory", {})
    with pytest.raises(ReadingError, match="not_on_this_system"):
        LiveReader().read(nowhere)
    if sys.platform != "win32":
        for reading in (USB_DEVICES, folder_names("%ProgramFiles%")):
            with pytest.raises(ReadingError, match="not_on_this_system"):
                LiveReader().read(reading)
    assert LiveReader().read(MEMORY) > 0


@linux_only
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_run_writes_nothing_and_sends_nothing(tmp_path: Path) -> None:
    """Traced by the kernel: no file is opened for writing, made, moved or removed, and no packet is sent."""
    assert _trace(tmp_path, _RUN_ALL) == []
    # The control: the same trace sees a file and a packet.
    file = tmp_path / "written"
    seen = _trace(tmp_path, f"open({str(file)!r}, 'w').close()")
    assert [line for line in seen if str(file) in line]
    packet = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"
    assert _trace(tmp_path, packet)


@linux_only
def test_files_opened_are_those_of_the_manifest() -> None:
    """Once all is loaded, a run opens no file that its manifest does not list."""
    probes = (*plan_server(None, "/"), *plan_station(None))
    listed = "\n".join(touch.what for probe in probes for touch in probe.touches)
    program = f"listed = {listed!r}\n{_WATCH_FILES}"
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-B", "-c", program]
    told = subprocess.run(command, check=True, cwd=ROOT, env=here, timeout=300, capture_output=True, text=True)
    opened = told.stdout.splitlines()
    assert "/proc/meminfo" in opened
    assert [path for path in opened if not any(pattern.fullmatch(path) for pattern in _read_places(listed))] == []


def _read_places(listed: str) -> list[re.Pattern[str]]:
    """Return a manifest's files as patterns: {a,b} are alternatives, <pid> a number, a folder all that it holds."""
    places = [place for place in re.split(r"\n|, ", listed) if place.startswith("/")]
    spelled = (re.escape(place).replace(r"\{", "(").replace(r"\}", ")").replace(",", "|") for place in places)
    return [re.compile(place.replace("<pid>", r"\d+") + "(/.*)?") for place in spelled]


def _trace(folder: Path, program: str) -> list[str]:
    """Return the system calls of a program that changed or sent something."""
    log = folder / "calls"
    strace = shutil.which("strace")
    assert strace
    watched = "trace=%file,%network,ftruncate,fchmod"
    command = [strace, "-f", "-qq", "-e", watched, "-o", str(log), sys.executable, "-B", "-c", program]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, cwd=ROOT, env=here, timeout=300)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if _CHANGES.search(line) and '"/dev/null"' not in line]
