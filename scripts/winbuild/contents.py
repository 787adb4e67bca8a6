"""What the Windows program holds: every module of the package, its data, and of Qt what it uses.

Read by build.spec, under the Python that the program is built with.
"""

import re
from pathlib import Path

_UNWANTED = re.compile(
    "|".join(
        (
            # A software OpenGL for drivers older than Windows 10; nothing here draws through OpenGL.
            r"opengl32sw\.dll$",
            r"Qt6(Quick|Qml|Pdf|VirtualKeyboard|Network|OpenGL|ShaderTools|DBus)\w*\.dll$",
            r"Qt(Network|OpenGL|OpenGLWidgets|DBus|Qml|Quick)\.pyd$",
            r"^PySide6/plugins/(networkinformation|tls|platforminputcontexts|generic|qmltooling|sqldrivers)/",
            r"^PySide6/plugins/platforms/(?!qwindows\.dll$)",
            r"^PySide6/plugins/imageformats/(?!q(svg|ico|jpeg)\.dll$)",
            r"^PySide6/translations/(?!qtbase_fr\.qm$)",
            r"^PIL/_(avif|webp|imagingtk)\.",
            r"\.pyi$",
        )
    )
)


def list_modules(root: Path) -> list[str]:
    """Return every module of the package: commands and pages are imported by name only when they are wanted."""
    modules = (path.relative_to(root).with_suffix("") for path in (root / "wizard").rglob("*.py"))
    return sorted(".".join(module.parts).removesuffix(".__init__") for module in modules)


def list_data(root: Path) -> list[tuple[str, str]]:
    """Return the package's data as (file, folder in the program): beside its modules, as in a wheel.

    Raises:
        FileNotFoundError: the translations are not compiled.

    """
    resources = [path for path in (root / "resources").rglob("*") if path.is_file()]
    compiled = list((root / "translations").glob("*/LC_MESSAGES/wizard.mo"))
    if not compiled:
        raise FileNotFoundError("no compiled translation: run translations/compile.py first")
    return [(str(file), str(Path("wizard") / file.parent.relative_to(root))) for file in (*resources, *compiled)]


def is_wanted(place: str) -> bool:
    """Say whether a file that PyInstaller found, by its place in the program, is used."""
    return _UNWANTED.search(place.replace("\\", "/")) is None
