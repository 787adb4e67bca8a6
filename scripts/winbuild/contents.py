"""What the Windows program holds: every module of the package, its data, and of Qt what it uses.

Read by build.spec, under the Python that the program is built with.
"""

import re
from importlib.util import find_spec
from pathlib import Path

# A software OpenGL is for drivers older than Windows 10; nothing here draws through OpenGL.
_UNWANTED = re.compile(
    r"""
    opengl32sw\.dll$
    | Qt6(Quick|Qml|Pdf|VirtualKeyboard|Network|OpenGL|ShaderTools|DBus)\w*\.dll$
    | Qt(Network|OpenGL|OpenGLWidgets|DBus|Qml|Quick)\.pyd$
    | ^PySide6/plugins/(networkinformation|tls|platforminputcontexts|generic|qmltooling|sqldrivers)/
    | ^PySide6/plugins/platforms/(?!qwindows\.dll$)
    | ^PySide6/plugins/imageformats/(?!q(svg|ico|jpeg)\.dll$)
    | ^PySide6/translations/(?!qtbase_fr\.qm$)
    | ^PIL/_(avif|webp|imagingtk)\.
    | \.pyi$
    """,
    re.VERBOSE,
)
# Packages of others that import their modules by names made at run time; PyInstaller knows of dnspython's itself.
_BY_NAME = ("reportlab.graphics.barcode",)


def list_modules(root: Path) -> list[str]:
    """Return the modules that are imported by name only when they are wanted: every one of the package, for a start."""
    return [*_list_below(root / "wizard", root), *(name for package in _BY_NAME for name in _list_package(package))]


def _list_package(package: str) -> list[str]:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    folder = Path(spec.submodule_search_locations[0])
    return _list_below(folder, folder.parents[package.count(".")])


def _list_below(folder: Path, root: Path) -> list[str]:
    modules = (path.relative_to(root).with_suffix("") for path in folder.rglob("*.py"))
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
