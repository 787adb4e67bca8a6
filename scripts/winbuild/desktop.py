"""A person before the built window, on a virtual screen: real keys and clicks, looks at what is there, pictures."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pace import stretch

from winbuild.trial import Fault, demand
from winbuild.wine import find_wine, make_environment, wait_for_wine

_WAIT_S = 60.0
_LOOK_EVERY_S = 0.05
_KEY_MS = "20"
# What a picture of a drawn window has at least.
LEAST_COLOURS = 50


def wait_until(found: Callable[[], object], what: str, within_s: float = _WAIT_S) -> None:
    """Wait until something is so; ``within_s`` is the limit on a quiet machine.

    Raises:
        Fault: it is not so in time.

    """
    limit_s = stretch(within_s)
    end = time.monotonic() + limit_s
    while not found():
        if time.monotonic() > end:
            raise Fault(f"{what}: not within {limit_s:.0f} s")
        time.sleep(_LOOK_EVERY_S)


class Desk:
    """One run of a Windows program with a window, and what a person does with it. Ends it on leaving.

    ``alone``: no other program runs, so that on leaving everything is waited for that it may have started.
    """

    def __init__(self, words: Sequence[str], title: str, screen: str, *, alone: bool = True) -> None:
        self.title, self.screen, self.alone = title, screen, alone
        begun = time.monotonic()
        command = [find_wine() or "wine", *words]
        # Accents get through in a locale that has them.
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=make_environment({"DISPLAY": screen, "LC_ALL": "C.UTF-8"}),
        )  # fmt: skip
        try:
            wait_until(self.find_window, f"no window named {title}")
        except Fault as fault:
            self.process.kill()
            output = self.process.communicate()[0].decode(errors="replace")
            raise Fault(f"{fault}; {output[-800:]}") from fault
        self.took_s = time.monotonic() - begun

    def __enter__(self) -> Self:
        """Return the run itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program where it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        if self.alone:
            wait_for_wine()

    def _act(self, *words: str | Path) -> str:
        tool = shutil.which(str(words[0]))
        demand(tool, f"{words[0]} is not installed")
        environment = {**os.environ, "DISPLAY": self.screen}
        done = subprocess.run(
            [str(tool), *map(str, words[1:])], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def find_window(self) -> str:
        """Return the number of the window whose title holds the wanted text; "" where there is none."""
        return self._act("xdotool", "search", "--onlyvisible", "--name", self.title).partition("\n")[0]

    def read_titles(self) -> list[str]:
        """Return the titles of all windows that are seen."""
        windows = self._act("xdotool", "search", "--onlyvisible", "--name", ".+").splitlines()
        return [self._act("xdotool", "getwindowname", window) for window in windows]

    def click(self, across: int, down: int) -> None:
        """Click a place of the window, in pixels from its upper left corner."""
        self._act("xdotool", "mousemove", "--window", self.find_window(), str(across), str(down), "click", "1")
        time.sleep(0.5)

    def give_keys(self) -> None:
        """Have the window get the keys, by a click on its lower edge, where nothing is.

        Without a window manager nobody else says which window has them, and Wine forgets it.
        """
        told = self._act("xdotool", "getwindowgeometry", "--shell", self.find_window())
        sides = dict(line.partition("=")[::2] for line in told.splitlines())
        self.click(int(sides["WIDTH"]) // 2, int(sides["HEIGHT"]) - 2)

    def close(self) -> None:
        """Close the window by its keys."""
        self.give_keys()
        self.press("alt+F4")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._act("xdotool", "key", key)
            time.sleep(0.5)

    def write(self, text: str) -> None:
        """Type a text."""
        self._act("xdotool", "type", "--delay", _KEY_MS, text)
        time.sleep(0.5)

    def take_picture(self, file: Path) -> int:
        """Take a picture of the screen and return how many colours it has; one alone means that nothing was drawn."""
        self._act("import", "-window", "root", file)
        demand(file.is_file(), f"{file.name}: no picture was taken")
        return int(self._act("identify", "-format", "%k", file) or 0)

    def wait_for_end(self, within_s: float = _WAIT_S) -> int:
        """Wait until the program has ended and return its exit code."""
        wait_until(lambda: self.process.poll() is not None, "the program does not end", within_s)
        return self.process.returncode
