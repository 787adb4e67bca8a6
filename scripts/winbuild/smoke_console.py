"""Trials of the console program: the same results as from source, wherever it lies and whoever holds a file."""

import json
import shutil
import struct
import subprocess
from pathlib import Path

from pace import stretch

from winbuild.interpreter import PYTHON
from winbuild.places import CONSOLE, PROGRAM, WINDOW
from winbuild.program import refuse_foreign
from winbuild.stubs import LIBRARIES
from winbuild.trial import (
    AWKWARD,
    DAY,
    SAMPLES,
    Fault,
    call,
    call_source,
    copy_program,
    copy_sample,
    demand,
    make_empty,
    must_call,
    read_text,
    take_sums,
)
from winbuild.wine import SYSTEM, end_wine, find_wine, make_environment, to_windows

_LONG = 210
_GRAPHICAL, _TEXT = 2, 3
_UNUSABLE = 2
_NO_MOUNT = 77
# The last is Windows 10 and 11, Server 2016 and later (Microsoft, "Application manifests").
_MANIFEST = (b"asInvoker", b"PerMonitorV2", b"longPathAware", b"8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a")
# In the mount's own view of the disks: it ends with the program.
_READ_ONLY = """
mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit 77
if touch "$0/probe" 2>/dev/null; then exit 78; fi
"$@"; code=$?
wineserver --kill
exit $code
"""


def compare_assessments() -> str:
    """Every sample: the same assessment, to the byte once parsed, as from source."""
    findings = 0
    for sample in SAMPLES:
        words = ("assess", sample, "--format", "json", "--language", "fr")
        mine, source = json.loads(must_call(*words)), json.loads(call_source(*words))
        demand(mine == source, f"{sample.name}: another assessment than from source")
        findings += len(mine["findings"])
    demand(SAMPLES and findings, "no sample, or none with a finding")
    return f"{len(SAMPLES)} samples, {findings} findings, all as from source"


def compare_dossiers() -> str:
    """Every sample in both languages: the same files, and the same text in every PDF."""
    theirs, ours = make_empty("source"), make_empty("frozen")
    pages = same = 0
    for sample in SAMPLES:
        more = ("--language", "both", "--date", DAY)
        call_source("export", sample, "--out", theirs / sample.stem, *more)
        must_call("export", sample, "--out", ours / sample.stem, *more)
    files = sorted(path.relative_to(theirs) for path in theirs.rglob("*") if path.is_file())
    found = sorted(path.relative_to(ours) for path in ours.rglob("*") if path.is_file())
    demand(files and files == found, f"other files than from source: {set(files) ^ set(found)}")
    for file in files:
        same += (theirs / file).read_bytes() == (ours / file).read_bytes()
        if file.suffix == ".pdf":
            text = read_text(ours / file)
            demand(text.strip() and text == read_text(theirs / file), f"{file}: another text than from source")
            pages += text.count("\f")
    return f"{len(files)} files, {same} equal to the byte; {pages} PDF pages, all of equal text"


def run_elsewhere() -> str:
    """Run the program in a folder with spaces, accents and an apostrophe, to a path of over 200 characters."""
    folder = make_empty("Dossier d’essai n° 1 – été")
    moved = copy_program(folder / "Programme déplacé")
    plan = copy_sample(folder / "Plan de l’hôpital.twsplan")
    out = folder / "dossier long"
    while len(to_windows(out)) <= _LONG:
        out = out / "sous-dossier à rallonge"
    written = must_call("export", plan, "--out", out, "--formats", "pdf,csv,json", at=moved).splitlines()
    demand(written, "nothing was written")
    names = {path.name for path in out.iterdir()}
    demand(names == {line.rpartition("\\")[2] for line in written}, f"printed {written}, found {names}")
    demand(read_text(next(out.glob("*.pdf"))).strip(), "the PDF is empty")
    longest = max(map(len, written))
    shutil.rmtree(moved)
    return f"{len(written)} files, longest path {longest} characters"


def run_behind_a_semicolon() -> str:
    """Run the program in a folder whose name parts search paths: it finds its DLLs, and says nothing of them."""
    moved = copy_program(make_empty(AWKWARD) / "Programme")
    plan = copy_sample(moved.parent / "plan.twsplan")
    done = call("check", plan, "--role", "server", "--local", "--format", "json", "--language", "en", at=moved)
    demand(done.returncode == 0, f"ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    measured = json.loads(done.stdout)["evidence"]
    demand(measured, "nothing was measured")
    demand("PySide6" not in done.stderr, f"told: {done.stderr.strip()[-400:]}")
    shutil.rmtree(moved)
    return f"{len(measured)} measurements in {AWKWARD}"


def run_read_only() -> str:
    """Run the program in a folder that nobody can write to: a read-only mount."""
    out = make_empty("read-only")
    # Wine's server opens the files: it has to start behind the mount.
    end_wine()
    export = ("export", to_windows(SAMPLES[0]), "--out", to_windows(out))
    words = (find_wine() or "wine", to_windows(PROGRAM / CONSOLE), *export)
    done = subprocess.run(
        (shutil.which("unshare") or "unshare", "--mount", "sh", "-c", _READ_ONLY, str(PROGRAM), *words),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=make_environment(),
        check=False,
        timeout=stretch(180),
    )
    if done.returncode == _NO_MOUNT or "unshare failed" in done.stderr:
        return "skipped: no read-only mount may be made here"
    demand(done.returncode == 0, f"ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    files = list(out.iterdir())
    demand(files, "nothing was written")
    return f"{len(files)} files exported from a read-only folder"


def run_beside_a_holder() -> str:
    """Another program holds a file of the dossier: one clear line, code 2, nothing lost; afterwards it works."""
    out = make_empty("held")
    export = ("export", SAMPLES[0], "--out", out, "--language", "en", "--formats", "json", "--date", DAY)
    must_call(*export)
    file = next(out.iterdir())
    file.write_bytes(b"held")
    with Holder(file):
        done = call(*export)
        lines = done.stderr.strip().splitlines()
        demand(done.returncode == _UNUSABLE, f"ended with {done.returncode} while the file was held")
        demand(len(lines) == 1 and file.name in lines[0], f"not one clear line: {done.stderr.strip()[-400:]}")
        demand([each.name for each in out.iterdir()] == [file.name], "something was left behind")
    demand(file.read_bytes() == b"held", "the held file was changed")
    must_call(*export)
    demand(len(list(out.iterdir())) > 1, "no second file beside the first")
    return f"refused with: {lines[0][-90:]}"


class Holder:
    """Another Windows program that has a file open and shares it with nobody."""

    _SCRIPT = (
        "import ctypes,sys;k=ctypes.WinDLL('kernel32');k.CreateFileW.restype=ctypes.c_void_p;"
        "h=k.CreateFileW(sys.argv[1],0x80000000,0,None,3,0,None);print(h,flush=True);sys.stdin.read()"
    )

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> None:
        """Open the file."""
        words = (find_wine() or "wine", to_windows(PYTHON / "python.exe"), "-c", self._SCRIPT, to_windows(self.file))
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env=make_environment(), text=True)  # fmt: skip
        handle = (self.process.stdout.readline() if self.process.stdout else "").strip()
        demand(handle.isdigit(), f"the holder could not open the file ({handle})")

    def __exit__(self, *_: object) -> None:
        """Let it go."""
        self.process.communicate(timeout=stretch(60))


def look_at_programs() -> str:
    """Look whether the window's program is a graphical one, so that no console flashes up, and read its manifest."""
    for name, expected in ((WINDOW, _GRAPHICAL), (CONSOLE, _TEXT)):
        head = (PROGRAM / name).read_bytes()[:4096]
        subsystem = struct.unpack_from("<H", head, struct.unpack_from("<I", head, 0x3C)[0] + 0x5C)[0]
        demand(subsystem == expected, f"{name} has subsystem {subsystem}")
    manifest = (PROGRAM / WINDOW).read_bytes()
    for word in _MANIFEST:
        demand(word in manifest, f"the manifest lacks {word.decode()}")
    return f"window: graphical, console: text; {', '.join(word.decode() for word in _MANIFEST)}"


def plant_stubs() -> str:
    """Plant the DLLs made for tests, under other names: the build must refuse each."""
    stubs, folder = [SYSTEM / f"{name}.dll" for name in LIBRARIES], make_empty("planted")
    for stub in stubs:
        planted = folder / f"of-others-{stub.name}"
        shutil.copyfile(stub, planted)
        try:
            refuse_foreign(planted)
        except SystemExit:
            continue
        raise Fault(f"{stub.name}, which is made for tests, would be shipped")
    return f"{len(stubs)} planted, each refused"


class Watch:
    """Says whether anything was written beside the program since it was made."""

    def __init__(self) -> None:
        self.before = take_sums(PROGRAM)

    def look(self) -> str:
        """Compare with what there was."""
        demand(take_sums(PROGRAM) == self.before, "something was written beside the program")
        return f"{len(self.before)} files as before"
