"""PC groups, session hosts, rights and exclusions."""

import pytest

from tests.dossier.building import (
    every_sample,
    list_rows,
    list_tables,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.dossier.content.stations import make_rights, make_stations


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_groups_and_hosts_are_listed(name: str, language: str) -> None:
    """Each group and each host has its line, and a host's need is the assessment's."""
    report = report_on_sample(name, language)
    stations = report.plan.stations
    groups, hosts = (stations and stations.groups) or (), (stations and stations.session_hosts) or ()
    tables = [list_rows(table) for table in list_tables(make_stations(report).blocks)]
    if groups:
        assert [row[1] for row in tables[0]] == [report.show(group.count) for group in groups]
    if hosts:
        assert [row[0] for row in tables[bool(groups)]] == [need.name for need in report.assessment.session_hosts]
        for need, row in zip(report.assessment.session_hosts, tables[bool(groups)], strict=True):
            assert need.ram_mb is None or row[4].startswith(report.show(need.ram_mb))


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_findings_about_stations_stand_once(name: str, language: str) -> None:
    """Every finding about PCs, groups and hosts stands once in this chapter or in the one on rights."""
    report = report_on_sample(name, language)
    shown = [row[-1] for row in list_rows(list_tables(make_stations(report).blocks)[-1])]
    shown += [row[-1] for row in list_rows(list_tables(make_rights(report).blocks)[0])]
    about = [
        each.fact
        for each in report.assessment.findings
        if each.fact.startswith("AUT-") or each.subject == "stations" or each.subject.startswith(("group:", "host:"))
    ]
    assert sorted(shown) == sorted(about)


def test_exclusions_are_those_of_the_edition() -> None:
    """The chapter on rights lists each path that antivirus and firewall have to leave alone."""
    report = report_on(read_content(make_minimal()))
    clients = report.edition.catalogue.clients
    rows = [row[0] for row in list_rows(list_tables(make_rights(report).blocks)[-1])]
    assert rows[: len(clients.client_exclusions)] == list(clients.client_exclusions)
    assert len(rows) == len(clients.client_exclusions) + len(clients.server_exclusions)
