"""The version resource: what Windows shows under "Properties"."""

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from wizard import __version__

# Neutral language, Unicode.
_TABLE, _TRANSLATION = "000004b0", [0, 1200]


def make_version(name: str) -> VSVersionInfo:
    """Return the version resource of one program."""
    numbers = (*(int(part) for part in __version__.split(".")), 0, 0, 0)[:4]
    texts = {
        "CompanyName": "the tws-preinstall authors",
        "FileDescription": "TWS pre-installation",
        "FileVersion": __version__,
        "InternalName": name,
        "LegalCopyright": "MIT licence; libraries and fonts keep their own",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "TWS pre-installation",
        "ProductVersion": __version__,
    }
    table = StringTable(_TABLE, [StringStruct(key, value) for key, value in texts.items()])
    kids = [StringFileInfo([table]), VarFileInfo([VarStruct("Translation", _TRANSLATION)])]
    return VSVersionInfo(ffi=FixedFileInfo(filevers=numbers, prodvers=numbers), kids=kids)
