"""Markup that names files, for every text that the window may be given: in plans, in file names, in errors."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.dossier.building import Json, fill_plan
from tests.factories import EDITION_FILE, make_evidence

CANARY = "canary-"
# By what they name. The first is short, so that it is whole where a name is cut.
VARIANTS = {
    "img": "<img src={name}>",
    "url": "<img src='file://{folder}/{name}'>",
    "table": "<table background={name}><tr><td>x</td></tr></table>",
    "line": "<p style='background-image: url({name})'>x</p>",
    "ground": "<style>p {{ background: url({name}) }}</style><p>x</p>",
    "style": "<style>@import url({name});</style>",
    "link": "<html><head><link rel=stylesheet type=text/css href={name}></head><body>x</body></html>",
    "a": "<a href={name}>x</a>",
    "object": "<object data={name}></object>",
}
_EDITION = "edition-of-others"
_ENGLISH = re.compile(r'\ben = "')
_PLAN = {"format": "tws-preinstall-plan", "format_version": 1}


def write_markup(place: str) -> str:
    """Return markup of every kind that names files, which are called after a place."""
    return "".join(write_variant(kind, place) for kind in VARIANTS)


def write_variant(kind: str, place: str) -> str:
    """Return markup of one kind."""
    name = f"{CANARY}{''.join(each if each.isalnum() else '_' for each in place)}-{kind}"
    return VARIANTS[kind].format(name=name, folder=Path.cwd())


def write_short(place: str) -> str:
    """Return markup short enough for a key or a file's name."""
    return f"<img src={CANARY}{place}>"


def write_edition(folder: Path) -> None:
    """Write an edition as a user may add one: the shipped one, its product and each of its texts with markup."""
    text = EDITION_FILE.read_text(encoding="utf-8").replace("Akio TWS v5", write_short("product"))
    text = _ENGLISH.sub(lambda found: f"{found[0]}{write_short('told')} ", text)
    folder.mkdir(parents=True)
    (folder / f"{_EDITION}.toml").write_text(text.replace(EDITION_FILE.stem, _EDITION), encoding="utf-8")


def make_plan() -> Json:
    """Return a plan on that edition with markup in every text field, and in every text of a measurement."""
    content = fill_plan(lambda field: write_markup(f"field.{field}"))
    content["catalogue"] = _EDITION
    content["x"] = {write_short("extension"): write_markup("extension")}
    states = (("ok", "server.memory", None), ("failed", "ldap.bind", "refused"), ("unknown", "proof.flow", "fault"))
    content["evidence"] = [
        make_evidence(
            probe=probe,
            state=state,
            reason=reason,
            values={"said": write_short(f"{state}-value")},
            basis={write_short(f"{state}-basis"): write_markup(f"{state}.basis")},
            flow={"fact": "NET-7", "subject": write_markup(f"{state}.flow"), "protocol": "tcp", "port": 9001},
            **{each: write_markup(f"{state}.{each}") for each in ("target", "detail", "machine", "source")},
            destination=write_markup(f"{state}.destination"),
        )
        for state, probe, reason in states
    ]
    return content


def list_refused() -> Iterator[tuple[str, str]]:
    """Yield files that no plan can be read from, as (name, content): the error of each names its text."""

    def write(**changes: object) -> str:
        return json.dumps({**_PLAN, **changes})

    yield "duplicate", '{"a":1,"%s":1,"%s":1}' % ((write_short("duplicate"),) * 2)
    yield "edition", write(catalogue=write_short("edition"))
    yield "key", write(**{write_short("key"): 1})
    yield "deep", write(licences={write_short("deep"): 1})
    yield "port", write(ports={write_short("port"): 0})
    yield "choice", write(server={"os": write_markup("choice")})
    yield "kind", write(telephony={"links": [{"kind": write_markup("kind")}]})
    yield "item", write(sign_off={"items": {write_short("item"): {"state": "done"}}})
    yield "part", write(sign_off={"signatures": [{"parts": {write_short("part"): "x"}}]})
    yield "date", write(project={"installation_date": write_markup("date")})
    yield "format", write(format=write_markup("format"))
    yield "version", write(format_version=write_markup("version"))
    yield "probe", write(evidence=[make_evidence(probe=write_short("probe"))])
    yield "moment", write(evidence=[make_evidence(taken_at=write_markup("moment"))])
    yield write_short("file"), "{"
