"""The shipped edition's own figures, and other editions: results change with the data, without code."""

from pathlib import Path

import pytest

from tests.assessment.cases.case import Case, expect
from tests.factories import (
    CONFERENCE,
    assess_plan,
    make_group,
    make_host,
    make_link,
    make_plan,
    on_groups,
    on_hosts,
    on_links,
    read_edition,
    write_edition,
)
from wizard.assessment.evaluate import assess
from wizard.catalogue.loader import load_edition
from wizard.domain.levels import Level
from wizard.i18n import get_translator


def test_figures_that_local_checks_use_are_those_of_the_document() -> None:
    """The .NET release value, the dedicated memory of SmartAttendant PCs and the voice alone are the document's."""
    catalogue = read_edition().catalogue
    assert catalogue.clients.dotnet_framework_release == 461_808
    assert [row.dedicated_mb for row in catalogue.clients.smart_attendant] == [500, 800, 1000]
    assert catalogue.bandwidth.voice_alone_kbit_s == 64


def test_every_text_is_in_both_languages() -> None:
    """Each fact has title, requirement and action in French and in English; sentences differ, a name need not."""
    for fact in read_edition().facts.values():
        for text in (fact.title, fact.requirement, fact.action):
            assert text.fr.strip()
            assert text.en.strip()
        assert fact.requirement.fr != fact.requirement.en
        assert fact.action.fr != fact.action.en


def test_pages_are_those_of_the_fact_sheet() -> None:
    """Facts of ours have no page; the vendor's have the one on which they stand."""
    pages = {fact.id: fact.page for fact in read_edition().catalogue.facts}
    expected = {"DOC-3": 1, "SRV-13": 3, "SRV-14": 4, "SEC-4": 9, "HW-9": 4, "HW-8": 5, "MED-8": 5, "MED-9": 6,
                "CLI-8": 7, "AUT-5": 8, "NET-19": 9, "NET-20": 10, "NET-31": 11, "NET-40": 9, "BW-2": 11, "TEL-7": 12,
                "TEL-8": 13, "TEL-17": None, "PLAN-1": None}  # fmt: skip
    assert {fact: pages[fact] for fact in expected} == expected


# What is replaced in the edition, and the finding that must follow; none of them holds with the shipped edition.
OTHER_EDITIONS: tuple[tuple[str, str, Case], ...] = (
    ('published = "2025-04"', 'published = "2024-04"', expect("DOC-1", "warning", "project")),
    ("valid_months = 12", "valid_months = 1", expect("DOC-1", "warning", "project")),
    ('"5.1", "5.2", "5.3"]', '"5.1", "5.2"]', expect("DOC-2", "consult", "project")),
    ('"5.1", "5.2", "5.3"]', '"5.1", "5.2", "5.4"]', expect("DOC-2", "blocker", "project")),
    ("recommended_disk_gb = 80", "recommended_disk_gb = 81", expect("SRV-4", "warning")),
    ("minimum_disk_gb = 4", "minimum_disk_gb = 81", expect("SRV-6", "blocker")),
    ("session_ram_mb_per_user = 120", "session_ram_mb_per_user = 500",
     expect("SRV-8", "blocker", "host:RDS01", **on_hosts(make_host()))),
    ('conference_from = "5.2"', 'conference_from = "5.4"',
     expect("SRV-9", "blocker", licences={"conference": CONFERENCE})),
    ('manager_from = "5.3"', 'manager_from = "5.4"', expect("SRV-10", "blocker", licences={"manager_web": True})),
    ('refused_browsers = ["safari"]', 'refused_browsers = ["edge"]',
     expect("SRV-12", "blocker", "stations", licences={"manager_web": True})),
    ("smart_attendants_at_most = 2", "smart_attendants_at_most = 1",
     expect("HW-5", "consult", licences={"smart_attendant": 2})),
    ("ram_gb = 12", "ram_gb = 65", expect("HW-9", "blocker")),
    ("virtual_voices_at_most = 48", "virtual_voices_at_most = 47",
     expect("MED-7", "blocker", licences={"media_server_voices": 48}, server={"hosting": "vmware"})),
    ("largest_audio = 80", "largest_audio = 11", expect("MED-4", "blocker", licences={"conference": CONFERENCE})),
    ("participants_at_most = 200", "participants_at_most = 33",
     expect("MED-5", "consult", licences={"conference": CONFERENCE})),
    ('dotnet_framework = "4.7.2"', 'dotnet_framework = "4.8.1"', expect("CLI-2", "blocker", "group:Bureaux")),
    ('advised_headsets = ["jabra_usb", "plantronics"]', 'advised_headsets = ["plantronics"]',
     expect("CLI-8", "warning", "group:Bureaux", licences={"softphone": 1}, **on_groups(make_group(softphone=True)))),
    ('minimum_firmware = "8.7.3.25"', 'minimum_firmware = "10.1.39.12"',
     expect("TEL-2", "blocker", "link:Snom", **on_links(make_link("snom")))),
    ('defects_in = ["84", "85"]', 'defects_in = ["86"]',
     expect("TEL-5", "warning", "link:Yealink", **on_links(make_link("yealink")))),
    ('minimum_release = "5.3"', 'minimum_release = "6.2"', expect("TEL-8", "blocker", "link:PABX")),
    # How a vendor writes releases is data too: a PABX with a name of its own, a patch line of another shape.
    ('"OXE", "OXE Purple"', '"OXE", "Carillon"', expect("TEL-12", "ok", "link:PABX",
     **on_links(make_link("oxe", release="Carillon R12")))),
    ('endings = ["@#.#.#.@",', 'endings = ["build #", "@#.#.#.@",', expect("TEL-12", "ok", "link:PABX",
     **on_links(make_link("oxe", release="R12 build 4711")))),
    ('succeeded = "10"', 'succeeded = "6"', expect("TEL-13", "blocker", "link:PABX",
     **on_links(make_link("oxo", release="OXO Connect R6.2")))),
    ("expected = { first = 80, last = 80 }", "expected = { first = 80, last = 8080 }",
     expect("NET-21", "ok", "link:Snom", **on_links(make_link("snom", phone_port=8080)))),
    ("expected = { first = 7000, last = 7999 }", "expected = { first = 7100, last = 7999 }",
     expect("NET-23", "warning", "link:Snom", **on_links(make_link("snom")))),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "case"), OTHER_EDITIONS)
def test_other_figure_gives_another_finding(tmp_path: Path, old: str, new: str, case: Case) -> None:
    """A figure replaced in the file changes the finding; the shipped edition comes to another one."""
    assert case.find_level(load_edition(write_edition(tmp_path, (old, new)))) == case.level
    assert case.find_level(read_edition()) != case.level


def test_other_ports_give_other_flows(tmp_path: Path) -> None:
    """A port, range or step replaced in the file changes the flow."""
    path = write_edition(
        tmp_path,
        ('ports = "443"', 'ports = "8443"'),
        ("range = { first = 40000, step = 4", "range = { first = 50000, step = 2"),
        ('ports = "3211"', 'ports = "4211"'),
        ("default_calls_per_station = 2", "default_calls_per_station = 3"),
    )
    station = on_groups(make_group(softphone=True))
    plan = make_plan(licences={"softphone": 1}, load={"calls_per_station": None}, **station)
    ports = {flow.fact: flow.ports for flow in assess(plan, load_edition(path)).flows}
    assert {fact: ports[fact] for fact in ("NET-2", "NET-20", "NET-26")} == {
        "NET-2": "8443",
        "NET-20": "50000-50005",
        "NET-26": "4211",
    }


def test_other_volumes_give_other_traffic(tmp_path: Path) -> None:
    """Volumes and the voice rate come from the file."""
    path = write_edition(
        tmp_path,
        ("login_kb = 500", "login_kb = 1000"),
        ("voice_kbit_s = 84", "voice_kbit_s = 100"),
    )
    plan = make_plan(licences={"users": 90}, load={"softphone_calls_at_once": 3})
    traffic = assess(plan, load_edition(path)).traffic
    assert (traffic.login_kbit_s, traffic.voice_kbit_s) == (800, 300)
    assert assess_plan(licences={"users": 90}).traffic.login_kbit_s == 400


def test_flow_whose_port_is_made_changeable_may_be_set(tmp_path: Path) -> None:
    """Which ports a plan may set is the edition's to say."""
    path = write_edition(tmp_path, ('ports = "443"', 'ports = "443"\nchangeable = true'))
    flows = assess(make_plan(ports={"NET-2": 8443}), load_edition(path)).flows
    assert next(flow.ports for flow in flows if flow.fact == "NET-2") == "8443"


def test_row_added_to_the_table_is_used(tmp_path: Path) -> None:
    """A row put below the first is taken by the plans that fit it."""
    row = (
        '[[sizing.rows]]\nusers = 20\ncalls_per_hour = 50\nram_gb = 6\ndisk = "sata"\ncores = 2\n'
        'variants = [{ family = "core", model = "Core i3", processors = 1, clock_ghz = 2.0, cores = 2 }]\n\n'
    )
    path = write_edition(tmp_path, ("[[sizing.rows]]\n", f"{row}[[sizing.rows]]\n"))
    plan = make_plan(licences={"users": 20}, load={"calls_per_hour": 50})
    server = assess(plan, load_edition(path)).server
    assert server is not None
    assert (server.row_users, server.ram_gb, server.cores_row) == (20, 6, 2)


@pytest.mark.parametrize(
    ("named", "required"),
    [
        ('["vmware"]', "VMware virtual machine"),
        ('["vmware", "hyper_v"]', "VMware virtual machine or Hyper-V virtual machine"),
        ('["other_hypervisor"]', "virtual machine on another hypervisor"),
    ],
)
def test_sentence_names_the_hypervisors_of_the_edition(tmp_path: Path, named: str, required: str) -> None:
    """What SRV-1 asks for is what the edition lists, and nothing that it leaves out."""
    edition = load_edition(
        write_edition(tmp_path, ('named_hypervisors = ["vmware", "hyper_v"]', f"named_hypervisors = {named}"))
    )
    found = assess(make_plan(server={"hosting": "vmware", "resources_reserved": True}), edition)
    finding = next(each for each in found.findings if each.fact == "SRV-1")
    assert get_translator("en")(finding.aspects[0].required) == required
    assert (finding.level is Level.CONSULT) == ("vmware" not in named)
