"""Vendor editions are read strictly: whatever is wrong is told, all of it at once."""

from pathlib import Path

import pytest

from tests.factories import EDITION_FILE, read_edition_text, tell_error, write_edition
from wizard.catalogue.loader import FaultyCatalogueError, load_edition
from wizard.errors import CatalogueError
from wizard.i18n import get_translator


def _list_faults(path: Path) -> list[str]:
    with pytest.raises(FaultyCatalogueError) as caught:
        load_edition(path)
    say = get_translator("en")
    assert caught.value.params["count"] == len(caught.value.faults)
    return [say(fault) for fault in caught.value.faults]


# What is replaced in the shipped edition, and the one fault that it is.
FAULTS = (
    ("[media]", "[media]\ncolour = 1", "media.colour: unknown key; known here: "),
    ("voices_per_core = 8", "voices_per_cores = 8", "media.voices_per_core: required, but absent"),
    ("voices_per_core = 8", 'voices_per_core = "8"', "media.voices_per_core: expected a whole number"),
    ("voices_per_core = 8", "voices_per_core = 0", "media.voices_per_core: expected at least 1"),
    ("voices_per_core = 8", "voices_per_core = true", "media.voices_per_core: expected a whole number"),
    ("recommended_disk_gb = 80", "recommended_disk_gb = 0", "server.recommended_disk_gb: expected more than 0"),
    ("recommended_disk_gb = 80", "recommended_disk_gb = nan", "server.recommended_disk_gb: expected a finite number"),
    ("recommended_disk_gb = 80", "recommended_disk_gb = inf", "server.recommended_disk_gb: expected a finite number"),
    ('conference_from = "5.2"', 'conference_from = "five"', "server.conference_from: expected text of the form "),
    ('published = "2025-04"', 'published = "2025-13"', "edition.published: expected text of the form "),
    ('published = "2025-04"', "published = 2025-04-01", "edition.published: expected text of the form "),
    ('"windows_server_2022", "windows_server_2019"]', '"windows_server_2025"]',
     "server.operating_systems.0: expected one of"),
    ("format_version = 1", "format_version = 2", "format_version: expected one of 1"),
    ('format = "tws-preinstall-catalogue"', 'format = "plan"', "format: expected one of tws-preinstall-catalogue"),
    ('id = "tws-v5-2025-04"', 'id = "../x"', "edition.id: expected text of the form "),
    ('id = "DOC-2"\npage = 1\n', 'id = "DOC-1"\npage = 1\n', "facts: “DOC-1” stands here more than once"),
    ('id = "DOC-1"\npage = 1\n', 'id = "DOC-1"\n', "facts: fact DOC-1 names no page and is not marked as our own"),
    ('id = "DOC-1"\npage = 1\n', 'id = "DOC-1"\npage = 14\n', "facts: fact DOC-1: page 14, but the document has 13"),
    ('id = "DOC-1"\npage = 1\n', 'id = "doc 1"\npage = 1\n', "facts.0.id: expected text of the form "),
    ("users = 500\ncalls_per_hour = 2000", "users = 100\ncalls_per_hour = 2000", "sizing.rows: row 3 is not above"),
    ("users = 500\ncalls_per_hour = 2000", "users = 500\ncalls_per_hour = 400", "sizing.rows: row 3 is not above"),
    ("{ users = 25, ann", "{ users = 9, ann", "media.guide: row 3 is not above the one before it"),
    ("{ supervised_users = 500,", "{ supervised_users = 1000,", "clients.smart_attendant: row 3 is not above"),
    ('fact = "NET-1"', 'fact = "NET-99"', "flows: no fact “NET-99” in this edition"),
    ('fact = "NET-1"', 'fact = "NET-2"', "flows: “NET-2” stands here more than once"),
    ('ports = "80"', 'ports = "65536"', "flows: flow NET-1: port 65536 is not between 1 and 65535"),
    ('ports = "80"', 'ports = "0"', "flows: flow NET-1: port 0 is not between 1 and 65535"),
    ('ports = "80"', 'ports = "80;81"', "flows.0.ports: expected text of the form "),
    ('ports = "80"\n', "", "flows: flow NET-1: needs ports, a range or a link's port"),
    ('ports = "80"', 'ports = "80"\nports_of = "source"', "flows: flow NET-1: nobody sends to the source's ports "),
    ("when = { caller = true, secure = false }", "when = { caller = true, sekure = false }",
     "flows.0.when.sekure: unknown key (did you mean “secure”?)"),
    ('kinds = ["snom"]', 'kinds = ["cisco"]', "flows: no kind of link “cisco”; expected one of mivoice_5000, "),
    ("[telephony.pbx.oxe]", "[telephony.pbx.oxee]", "telephony.pbx: no kind of link “oxee”; expected one of "),
    ('{ fact = "TEL-12"', '{ fact = "TEL-99"', "telephony.pbx.oxe: no fact “TEL-99” in this edition"),
    ('"OXE", "OXE Purple"', '"OXE", "OXE (old)"', "telephony.pbx.oxe.notation.names.9: expected text of the form "),
    ('"OXE", "OXE Purple"', '"OXE", ""', "telephony.pbx.oxe.notation.names.9: expected text of the form "),
    ('succeeded = "10"', 'succeeded = "R10"', "telephony.pbx.oxo.notation.succeeded: expected text of the form "),
    ('"192.168.0.0/16"]', '"192.168.0.0/33"]', "telephony.snom.notation.networks.3: expected text of the form "),
    ('fact = "SRV-1"\n', 'fact = "SRV-99"\n', "readings: no fact “SRV-99” in this edition"),
    ('facts = ["DOC-3"]', 'facts = ["DOC-33"]', "checklist: no fact “DOC-33” in this edition"),
    ('facts = ["DOC-3"]', "facts = []", "checklist.0.facts: expected at least 1 entries"),
    ("core_i9 = 9\n", "", "clients.processor_ranks: processor core_i9 has no rank"),
    ('minimum_release = "5.3"\n', "", "telephony.pbx.mivoice_5000: needs “release” and gives no minimum_release"),
    ('minimum_release = "7"\n', "", "telephony.pbx.oxo: needs “release” and gives no minimum_release"),
    ('minimum_release = "V4 SP5"\n', "", "telephony.pbx.mx_one: needs “way_in” and gives no minimum_release"),
    ('minimum_application_link = "4.0"\n', "", "telephony.pbx.mx_one: needs “way_in” and gives no minimum_application"),
    ("only_major_release = 8\n", "", "telephony.pbx.hipath_3000: needs “major_release” and gives no only_major"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_fault_is_found_and_told(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Anything that the schema or the edition itself contradicts is a fault, told with its place."""
    told = _list_faults(write_edition(tmp_path, (old, new)))
    assert any(each.startswith(expected) for each in told), told


def test_faults_of_the_schema_are_told_all_at_once(tmp_path: Path) -> None:
    """Three wrong values: three faults, not the first alone."""
    path = write_edition(
        tmp_path,
        ("voices_per_core = 8", "voices_per_core = 0"),
        ("login_kb = 500", 'login_kb = "500"'),
        ("[sizing]", "[sizing]\ncolour = 1"),
    )
    told = _list_faults(path)
    assert [each.split(":")[0] for each in told] == ["sizing.colour", "media.voices_per_core", "bandwidth.login_kb"]


def test_contradictions_are_told_all_at_once(tmp_path: Path) -> None:
    """Wrong references, rows and ports are told together, and the error counts them and names the file."""
    path = write_edition(
        tmp_path,
        ('fact = "NET-1"', 'fact = "NET-99"'),
        ("{ users = 25, ann", "{ users = 9, ann"),
        ('facts = ["DOC-3"]', 'facts = ["DOC-33"]'),
    )
    told = _list_faults(path)
    assert {each.split(":")[0] for each in told} == {"flows", "media.guide", "checklist"}
    with pytest.raises(FaultyCatalogueError) as caught:
        load_edition(path)
    assert tell_error(caught.value).startswith(f"{path}: 3 fault(s) in this vendor edition; first: ")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"format = ", "not valid TOML"),
        (b"a = 1\na = 2", "not valid TOML"),
        (b"a = " + b"1" * 5_000, "not valid TOML"),
        (b"a = " + b"[" * 30_000, "nested too deeply"),
        (b"a.b.c.d.e.f.g.h = { " * 250 + b"a = 1" + b" }" * 250, "nested too deeply"),
        (b"a." * 20_000 + b"a = 1", "expected keys of at most 8 parts"),
        (b"a = 0x" + b"f" * 3_600, "a number is out of range"),
        (b'a = "\xff"', "expected text in UTF-8"),
        ('a = "\u00e9"'.encode("cp1252"), "expected text in UTF-8"),
        (b"\xff\xfea = 1", "expected text in UTF-8"),
        ("a = 1".encode("utf-16-le"), "not valid TOML"),
        (b"#" * 1_000_001, "expected at most 1 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_is_no_edition_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    """What is not TOML in UTF-8 of a sensible size is one error that names the file."""
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        load_edition(path)
    assert tell_error(caught.value).startswith(f"{path}: {expected}")


@pytest.mark.parametrize("name", ["absent.toml", ".", "a\0b.toml"])
def test_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    """A missing file, a folder or an impossible name is one error that names the file and the reason."""
    with pytest.raises(CatalogueError) as caught:
        load_edition(tmp_path / name)
    told = tell_error(caught.value)
    assert told.startswith(f"{tmp_path / name}: this vendor edition cannot be read (")


def test_empty_file_misses_everything(tmp_path: Path) -> None:
    """An empty file is told every part that it lacks."""
    path = tmp_path / "x.toml"
    path.touch()
    missing = ("format", "format_version", "edition", "server", "sizing", "media", "clients", "bandwidth", "telephony",
               "flows", "facts")  # fmt: skip
    assert _list_faults(path) == [f"{each}: required, but absent" for each in missing]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_edition_saved_by_a_windows_program_is_the_same(tmp_path: Path, encoding: str) -> None:
    """An edition with a mark, or in UTF-16 with its own, says what it says in plain UTF-8."""
    path = tmp_path / "x.toml"
    path.write_bytes(read_edition_text().replace("\n", "\r\n").encode(encoding))
    assert load_edition(path).catalogue == load_edition(EDITION_FILE).catalogue


def test_unchanged_copy_is_as_good_as_the_shipped_edition(tmp_path: Path) -> None:
    """The shipped edition has no fault, wherever it lies."""
    path = write_edition(tmp_path)
    assert path.read_text(encoding="utf-8") == read_edition_text()
    assert load_edition(path).catalogue == load_edition(EDITION_FILE).catalogue
    assert load_edition(path).origin == path


@pytest.mark.parametrize("ports", ["1", "65535", "1,65535", "1-65535"])
def test_first_and_last_port_are_ports(tmp_path: Path, ports: str) -> None:
    """Ports run from 1 to 65535, both included."""
    edition = load_edition(write_edition(tmp_path, ('ports = "80"', f'ports = "{ports}"')))
    assert edition.catalogue.flows[0].ports == ports


@pytest.mark.parametrize(
    ("before", "after"),
    [('ports = "40000-41000"', 'ports = "41000-40000"'), ("first = 7000, last = 7999", "first = 7999, last = 7000")],
)
def test_range_that_ends_before_it_begins_is_a_fault(tmp_path: Path, before: str, after: str) -> None:
    """A span of ports is written from low to high."""
    with pytest.raises(FaultyCatalogueError) as caught:
        load_edition(write_edition(tmp_path, (before, after)))
    say = get_translator("en")
    assert any("ends before it begins" in say(fault) for fault in caught.value.faults)
