"""How a vendor writes a release: names before it, patch lines and endings behind it, what looks like one and is none.

The names and endings are a vendor edition's data. Each is a form: ``#`` stands for digits, ``@`` for one letter, a
space, hyphen or underscore for one of them or none, anything else for itself in either case.
"""

import re
from dataclasses import dataclass
from functools import cache

_LONGEST = 200
# Possessive, so that whatever the forms are, a text is read in one pass.
_DIGITS = "[0-9]{1,6}+"
_BETWEEN = "[ ,;:/_+-]"
_REMARK = r"\([^()]{0,80}\)"
# Phones that announce themselves put their hardware address last.
_HARDWARE_ADDRESS = "(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}"
_FORM_PARTS = re.compile(r"[#@]|[ _-]+|[^#@ _-]+")


@dataclass(frozen=True, slots=True)
class Notation:
    """How releases of one kind of PABX or phone are written.

    ``names`` (products, makers, models) may stand before a release or behind it, ``endings`` (patch lines, hotfixes,
    file names) behind it. ``successors`` are the names of a product whose numbers begin again; all of its releases are
    later than the release ``succeeded``. Four numbers in one of ``networks`` (10.0.0.0/8) are an IP address.
    """

    names: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    succeeded: str = "0"
    networks: tuple[str, ...] = ()


PLAIN = Notation()


def match_release(text: str, core: str, notation: Notation) -> re.Match[str] | None:
    """Return a text taken apart by a notation, or None where it is not written so.

    ``core`` is the pattern of the release itself. Only where the text names a successor may it be absent.
    """
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        return None
    match = _compile(core, notation).fullmatch(line)
    if match is None or (match["core"] is None and not _holds_successor(match, notation)):
        return None
    return match


def is_of_successor(text: str, core: str, notation: Notation) -> bool:
    """Say whether a release is one of the product that succeeded the one the notation is of."""
    match = match_release(text, core, notation)
    return match is not None and _holds_successor(match, notation)


def _holds_successor(match: re.Match[str], notation: Notation) -> bool:
    if not notation.successors:
        return False
    named, remarked = _compile_successors(notation)
    return bool(named.search(f"{match['before']} {match['behind']}") or remarked.fullmatch(match["remark"] or ""))


@cache
def _compile_successors(notation: Notation) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a successor among names, and in a remark that says nothing else."""
    successor, name = _join(notation.successors, "{}"), _join(notation.names, "{}") or "(?!)"
    named = re.compile(rf"(?<![0-9a-z])(?:{successor})(?![0-9a-z])", re.ASCII | re.IGNORECASE)
    remarked = re.compile(rf"\( ?(?:(?:{name}) )?(?:{successor}) ?\)", re.ASCII | re.IGNORECASE)
    return named, remarked


@cache
def _compile(core: str, notation: Notation) -> re.Pattern[str]:
    names = (*notation.names, *notation.successors)
    # Possessive too: what is a name is never read again as part of a release.
    name = _join(names, "{}{end}") or "(?!)"
    before = rf"(?P<before>(?:(?>{name})(?:{_REMARK})?+{_BETWEEN}*+){{0,6}}+)"
    behind = "|".join(
        part
        for part in (
            _join(notation.endings, "{start}{}{end}"),
            _join(names, f"{_BETWEEN}+{{}}{{end}}"),
            f"{_BETWEEN}+{_HARDWARE_ADDRESS}",
        )
        if part
    )
    whole = rf" ?{before}(?P<core>{core})?(?P<behind>(?>{behind}){{0,6}}+) ?(?P<remark>{_REMARK})? ?"
    return re.compile(whole, re.ASCII | re.IGNORECASE)


def _join(forms: tuple[str, ...], frame: str) -> str:
    """Return the alternatives of forms, longer ones first, each in a frame of what may stand before and behind it."""
    return "|".join(
        frame.format(_write_pattern(form), start=_open(form), end=_close(form))
        for form in sorted(forms, key=len, reverse=True)
    )


def _write_pattern(form: str) -> str:
    written = {"#": _DIGITS, "@": "[a-z]"}
    return "".join(
        written.get(part, "[ _-]?+" if part.strip(" _-") == "" else re.escape(part))
        for part in _FORM_PARTS.findall(form)
    )


def _open(form: str) -> str:
    """Return what stands before a form: digits never follow a release at once."""
    return f"{_BETWEEN}{'+' if form[0] == '#' or form[0].isdigit() else '*'}"


def _close(form: str) -> str:
    """Return what must not follow a form: more digits, or behind a placeholder anything that would belong to it."""
    if form[-1] in "#@":
        return r"(?![0-9a-z])(?!\.[0-9])"
    return r"(?!\.?[0-9])" if form[-1].isdigit() else ""
