"""The programs of the system that the build and its trials need."""

from debian import add_missing, find_missing

from winbuild.wine import find_wine

_BUILD = {"wineserver": "wine wine64", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64", "pdftotext": "poppler-utils"}
_REST = {
    "makensis": "nsis",
    "Xvfb": "xvfb",
    "setxkbmap": "x11-xkb-utils",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "osslsigncode": "osslsigncode",
}


def add_tools(*, whole: bool) -> dict[str, str]:
    """Install what is missing where that is possible, and return what is missing still, with its packages."""
    return add_missing(lambda: _look(_BUILD | _REST if whole else _BUILD))


def _look(tools: dict[str, str]) -> dict[str, str]:
    wine = {} if find_wine() else {"wine64": "wine wine64"}
    return find_missing(tools) | wine
