"""Trials of the built window: it starts fast enough, is filled in, saves, exports, speaks both languages."""

import contextlib
import json
import shutil
import statistics
import time
from pathlib import Path

from environment import ROOT

from winbuild.desktop import LEAST_COLOURS, Desk, wait_until
from winbuild.interpreter import PYTHON
from winbuild.places import PROGRAM, RESULTS, WINDOW
from winbuild.trial import (
    AWKWARD,
    LOGS,
    Fault,
    copy_program,
    copy_sample,
    demand,
    demand_no_mistake,
    make_empty,
    read_text,
)
from winbuild.wine import USER, open_screen, to_windows

_SETTINGS = USER / "AppData" / "Roaming" / "tws-preinstall" / "window.ini"
_TITLES = {"fr": "Préinstallation TWS", "en": "TWS pre-installation"}
# Of the French and the English button "Export".
_EXPORT_KEY = "alt+x"
_ROUNDS, _MOST = 5, 1.5
_SAVED_S = 10.0
# Its pages are still being made ready then.
_CLOSED_S = 10.0
_SOURCE = "import sys;sys.path.insert(0,sys.argv.pop(1));sys.argv[0]='wizard';from wizard.cli.main import run;run()"


def use_window() -> str:
    """Fill in a field, save, export and close, in French and in English; returns what was seen."""
    with open_screen() as screen:
        return "; ".join([_use(language, screen) for language in _TITLES])


def _use(language: str, screen: str) -> str:
    folder = make_empty(f"window-{language}")
    plan = copy_sample(folder / "essai.twsplan")
    _settle(language)
    with _open(plan, screen) as desk:
        wait_until(lambda: any(_TITLES[language] in title for title in desk.read_titles()), "no title of this language")
        # Behind the first frame the plan is still loading.
        wait_until(lambda: desk.take_picture(folder / "start.png") > LEAST_COLOURS, "the window stays empty")
        # Accents that are keys of a French keyboard; no space, which would press a button on the way.
        answer = f"Crèche-d-été-à-Besançon-{language}-42"
        _fill(desk, plan, answer)
        desk.take_picture(folder / "filled.png")
        desk.press("ctrl+e")
        desk.press(_EXPORT_KEY)
        # Files come one after the other, the assessments last.
        wait_until(lambda: len(list(folder.glob("*.json"))) == len(_TITLES), "no dossier was exported")
        desk.take_picture(folder / "exported.png")
        desk.close()
        code = desk.wait_for_end()
    demand(code == 0, f"the window ended with {code}")
    demand_no_mistake()
    pdf = next(folder.glob(f"*-{language}.pdf"))
    demand(answer in read_text(pdf), f"{pdf.name} does not hold the answer that was typed")
    files = len(list(folder.glob("*.*")))
    return f"{language}: typed into the first field at once, {files} files, pictures in {folder.relative_to(ROOT)}"


def _fill(desk: Desk, plan: Path, answer: str) -> None:
    """Type at once, without a click or a Tab: the first field, the customer, has the keys."""
    desk.give_keys()
    desk.press("ctrl+a")
    desk.write(answer)
    demand_no_mistake()
    desk.press("ctrl+s")
    wait_until(lambda: _read_customer(plan) == answer, "what was typed is not the customer", _SAVED_S)


def _read_customer(plan: Path) -> str | None:
    # While it is replaced there may be none for a moment.
    with contextlib.suppress(FileNotFoundError):
        return str(json.loads(plan.read_bytes())["project"]["customer"])
    return None


def _settle(language: str) -> None:
    """Have the window speak a language, as a user's choice before would; nothing else is remembered."""
    for folder in (_SETTINGS.parent, LOGS.parent):
        shutil.rmtree(folder, ignore_errors=True)
    _SETTINGS.parent.mkdir(parents=True)
    _SETTINGS.write_text(f"[General]\nlanguage={language}\n", encoding="ascii")


def _open(plan: Path, screen: str) -> Desk:
    return Desk((to_windows(PROGRAM / WINDOW), to_windows(plan)), plan.stem, screen)


def _open_source(plan: Path, screen: str) -> Desk:
    words = (to_windows(PYTHON / "python.exe"), "-c", _SOURCE, to_windows(ROOT), to_windows(plan))
    return Desk(words, plan.stem, screen)


def compare_starts() -> str:
    """Compare the start of the built window with that from source, by turns under the same Wine."""
    plan = copy_sample(make_empty("start") / "essai.twsplan")
    _settle("fr")
    times: dict[str, list[float]] = {"built": [], "source": []}
    with open_screen() as screen:
        for _ in range(_ROUNDS):
            for name, start in (("source", _open_source), ("built", _open)):
                with start(plan, screen) as desk:
                    times[name].append(desk.took_s)
    built, source = (statistics.median(times[name]) for name in ("built", "source"))
    told = f"built {built:.2f} s, source {source:.2f} s, {built / source:.2f} times (median of {_ROUNDS})"
    if built > _MOST * source:
        raise Fault(f"{told}; {_MOST} is the most")
    return told


def open_from_awkward_places() -> str:
    """Open a plan with spaces and accents in its path, by a program in such folders; close it at once."""
    folder = make_empty("Fenêtre à l’essai")
    plan = copy_sample(folder / "Plan d’été n° 1.twsplan")
    return "; ".join(_open_from(folder / name, plan) for name in ("Programme déplacé", AWKWARD))


def _open_from(place: Path, plan: Path) -> str:
    moved = copy_program(place)
    _settle("fr")
    with open_screen() as screen, Desk((to_windows(moved / WINDOW), to_windows(plan)), "Plan d", screen) as desk:
        # Its icons are drawn by plugins, which stand on other DLLs.
        wait_until(lambda: desk.take_picture(RESULTS / "awkward.png") > LEAST_COLOURS, "the window stays empty")
        begun = time.monotonic()
        desk.close()
        code = desk.wait_for_end(_CLOSED_S)
        closed_s = time.monotonic() - begun
    demand(code == 0, f"the window ended with {code}")
    demand_no_mistake()
    shutil.rmtree(moved)
    return f"{place.name}: window after {desk.took_s:.1f} s, closed {closed_s:.1f} s later"
