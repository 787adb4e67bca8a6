"""Trial of the installer's pages by keys, in both languages, with pictures; and beside a program that runs."""

import shutil
import time
from pathlib import Path

from winbuild.desktop import LEAST_COLOURS, Desk, wait_until
from winbuild.installed import (
    COMMAND,
    MENU,
    UNINSTALLER,
    ask_registry,
    call_installer,
    demand_installed,
    demand_removed,
    find_home,
    forget,
)
from winbuild.places import INSTALLER, PROGRAM, RESULTS, WINDOW
from winbuild.trial import LOGS, copy_sample, demand, demand_no_mistake, shorten_sums
from winbuild.wine import USER, open_screen, run_windows, to_windows

# Language → its number, and the program's name in it.
_LANGUAGES = {"fr": ("1036", "Préinstallation TWS"), "en": ("1033", "TWS pre-installation")}
_SETTINGS = USER / "AppData" / "Roaming" / "tws-preinstall" / "window.ini"
_SCREEN = "800x600x24"
_PAGE_S = 1.5
_IN_USE = 2


def use_pages() -> str:
    """Install, open a plan by a double-click, uninstall: all by keys, in each language; the user's files stay."""
    for language in _LANGUAGES:
        home = forget()
        shutil.rmtree(LOGS, ignore_errors=True)
        _SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        _SETTINGS.write_text(f"[General]\nlanguage={language}\n", encoding="ascii")
        with open_screen(_SCREEN) as screen:
            _install(language, screen)
        demand_installed(home, PROGRAM, beside=())
        title = _LANGUAGES[language][1]
        demand([file.name for file in MENU.glob("*.lnk")] == [f"{title}.lnk"], "the shortcut has another name")
        demand(ask_registry("DisplayName") == title, "the list of programs has another name")
        plan = copy_sample(home / "my.twsplan")
        with open_screen() as screen:
            _use_beside(language, plan, screen)
        with open_screen(_SCREEN) as screen:
            _remove(language, screen)
        demand_removed(home, beside=(plan.name,))
        demand(_SETTINGS.is_file(), "the user's settings are gone")
    return f"installed, opened by a plan and removed in {len(_LANGUAGES)} languages; pictures in {_pictures()}"


def _pictures() -> Path:
    return RESULTS / "pages"


def _take(desk: Desk, language: str, name: str) -> None:
    # A page is drawn a little after it is there.
    time.sleep(_PAGE_S)
    desk.take_picture(_pictures() / f"{language}-{name}.png")


def _install(language: str, screen: str) -> None:
    _pictures().mkdir(parents=True, exist_ok=True)
    number, title = _LANGUAGES[language]
    with Desk((to_windows(INSTALLER), f"/LANG={number}"), title, screen) as desk:
        _take(desk, language, "1-folder")
        desk.press("Return")
        _take(desk, language, "2-progress")
        wait_until(lambda: list(MENU.glob("*.lnk")), "no shortcut was made", 120)
        _take(desk, language, "3-finish")
        # "Run" is chosen, and has the keys: it is taken back.
        desk.press("space", "Return")
        demand(desk.wait_for_end() == 0, "the installer ended with a fault")


def _use_beside(language: str, plan: Path, screen: str) -> None:
    """Open the plan by its type's command; while it is open, neither installer nor uninstaller touches anything."""
    before = shorten_sums(find_home())
    # As a double-click does. Wine 8 asks no user's own classes (HKEY_CLASSES_ROOT), so its "start" knows no plan.
    words = [to_windows(plan) if word == "%1" else word for word in (ask_registry("", COMMAND) or "").split('"')[1::2]]
    with Desk(words, plan.stem, screen) as desk:
        picture = _pictures() / f"{language}-4-opened-by-its-plan.png"
        wait_until(lambda: desk.take_picture(picture) > LEAST_COLOURS, "the window stays empty")
        _try_pages(language, screen)
        demand(call_installer() == _IN_USE, "it was installed over a program that runs")
        done = run_windows((to_windows(find_home() / UNINSTALLER), "/S", f"_?={to_windows(find_home())}"))
        demand(done.returncode == _IN_USE, "a program that runs was removed")
        demand(shorten_sums(find_home()) == before, f"something was changed beside {WINDOW}, which runs")
        demand_no_mistake()
        desk.close()
        demand(desk.wait_for_end() == 0, "the window ended with a fault")


def _try_pages(language: str, screen: str) -> None:
    """Go on to installing while the program runs: a message says so, and nothing is done."""
    number, title = _LANGUAGES[language]
    setup = {"fr": f"Installation de {title}", "en": f"{title} Setup"}[language]
    with Desk((to_windows(INSTALLER), f"/LANG={number}"), setup, screen, alone=False) as desk:
        _take(desk, language, "5-over-the-open-program")
        desk.press("Return")
        _take(desk, language, "6-program-is-open")
        # The message, then the page that says that it was given up.
        desk.press("Escape")
        _take(desk, language, "7-given-up")
        desk.press("Escape")
        demand(desk.wait_for_end() == _IN_USE, "the installer took the open program for none")


def _remove(language: str, screen: str) -> None:
    home = find_home()
    with Desk((to_windows(home / UNINSTALLER),), _LANGUAGES[language][1], screen) as desk:
        _take(desk, language, "8-remove")
        desk.press("Return")
        wait_until(lambda: not (home / UNINSTALLER).exists(), "the program is not removed", 60)
        _take(desk, language, "9-removed")
        desk.press("Return")
        wait_until(lambda: not desk.find_window(), "the uninstaller does not end")
