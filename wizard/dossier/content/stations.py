"""Client PCs, session hosts, rights on their folders and what antivirus and firewall must leave alone."""

from wizard.assessment.situation import name_items
from wizard.domain.choices import name_choice
from wizard.domain.findings import Finding
from wizard.domain.plan.stations import SessionHost, StationGroup, Stations
from wizard.domain.questions import show_answer
from wizard.dossier.blocks import Block, Chapter, Column, GroupRow, Heading, Row, Table, Text
from wizard.dossier.content.report import Report
from wizard.dossier.content.telephony import judge_findings
from wizard.dossier.wording import shorten
from wizard.i18n import Message, Quantity

TITLE = Message("Client PCs and session hosts")
SUMMARY = Message("What the users' PCs and the hosts of their sessions must be, group by group.")
GROUPS, HOSTS, JUDGED = Message("PC groups"), Message("Session hosts"), Message("What is required of them")
NO_GROUP = Message("No group of PCs is described yet.")
GROUP, NUMBER, SYSTEM, MEMORY, PROCESSOR, FRAMEWORK, SESSION, MODULES = (
    Message("Group"),
    Message("PCs"),
    Message("System"),
    Message("RAM"),
    Message("Processor"),
    Message(".NET Framework"),
    Message("Session"),
    Message("Modules"),
)
HOST, KIND, USERS, NEEDED, KEPT = (
    Message("Host"),
    Message("Kind"),
    Message("Users"),
    Message("RAM needed for TWS"),
    Message("RAM kept for TWS"),
)
HOST_NOTE = Message("{ram} a user on average, in addition to the host's own needs.")
RIGHTS_TITLE = Message("Rights, antivirus and firewall")
RIGHTS_SUMMARY = Message("Which folders stay open to the users, and what antivirus and firewall have to leave alone.")
EXCLUSIONS = Message("Antivirus and firewall exclusions")
CLIENT_EXCLUSIONS, SERVER_EXCLUSIONS = Message("On the PCs"), Message("On the TWS server")
PATH = Message("Application or folder")
XYZ_NOTE = Message("[xyz] stands for a string of characters, which may be empty.")
_DASH = "–"


def make_stations(report: Report) -> Chapter:
    """Return the chapter on PCs and session hosts."""
    say, stations = report.say, report.plan.stations or Stations()
    blocks: list[Block] = [Heading(say(GROUPS))]
    groups, hosts = stations.groups or (), stations.session_hosts or ()
    blocks.append(_list_groups(report, groups) if groups else Text(say(NO_GROUP)))
    if hosts:
        per_user = Quantity(report.edition.catalogue.server.session_ram_mb_per_user, "MB")
        blocks += [Heading(say(HOSTS)), _list_hosts(report, hosts), Text(say(HOST_NOTE.fill(ram=per_user)), "note")]
    found = [each for each in report.select("CLI", "SRV", "PLAN") if _is_about_stations(each.subject)]
    if found:
        blocks += [Heading(say(JUDGED)), _judge(report, found)]
    return Chapter("stations", say(TITLE), say(SUMMARY), tuple(blocks))


def _is_about_stations(subject: str) -> bool:
    return subject == "stations" or subject.startswith(("group:", "host:"))


def _judge(report: Report, found: list[Finding]) -> Table:
    say = report.say
    table = judge_findings(report, found)
    # The status keeps its word on one line beside the column that is put in.
    columns = (Column(table.columns[0].title, 2.5), Column(say(GROUP), 2.5), *table.columns[1:])
    rows = tuple(
        Row((row.cells[0], report.show_subject(finding), *row.cells[1:]))
        for finding, row in zip(found, table.rows, strict=True)
        if isinstance(row, Row)
    )
    return Table(columns, rows)


def _list_groups(report: Report, groups: tuple[StationGroup, ...]) -> Table:
    say = report.say
    titles = (GROUP, NUMBER, SYSTEM, MEMORY, PROCESSOR, FRAMEWORK, SESSION, MODULES)
    shares = (2, 0.9, 1.8, 1.2, 1.5, 1.5, 1.5, 2.4)
    aligned = {NUMBER.text, MEMORY.text}
    columns = tuple(
        Column(say(title), share, "right" if title.text in aligned else "left")
        for title, share in zip(titles, shares, strict=True)
    )
    rows = []
    for name, group in zip(name_items(groups), groups, strict=True):
        fields = ("count", "os", "ram_gb", "processor", "dotnet_framework", "session")
        values = (show_answer(f"stations.groups.0.{field}", getattr(group, field)) for field in fields)
        rows.append(Row((shorten(name), *(shorten(report.show(value)) for value in values), _list_modules(group))))
    return Table(columns, tuple(rows))


def _list_modules(group: StationGroup) -> str:
    used = (
        ("SmartAttendant", group.smart_attendant),
        ("Softphone", group.softphone),
        ("Manager Desktop", group.manager_desktop),
    )
    return ", ".join(name for name, use in used if use) or _DASH


def _list_hosts(report: Report, hosts: tuple[SessionHost, ...]) -> Table:
    say = report.say
    columns = (
        Column(say(HOST), 2.4),
        Column(say(KIND), 1.2),
        Column(say(SYSTEM), 3.4),
        Column(say(USERS), 1, "right"),
        Column(say(NEEDED), 1.6, "right"),
        Column(say(KEPT), 1.6, "right"),
    )
    rows = []
    for need, host in zip(report.assessment.session_hosts, hosts, strict=True):
        system = (show_answer("server.os", host.os), show_answer("server.os_edition", host.os_edition))
        rows.append(
            Row(
                (
                    shorten(need.name),
                    report.show(None if host.kind is None else name_choice("host_kind", host.kind)),
                    ", ".join(report.show(part) for part in system if part is not None) or _DASH,
                    report.show(host.users),
                    report.show(None if need.ram_mb is None else Quantity(need.ram_mb, "MB")),
                    report.show(None if host.ram_gb_for_tws is None else Quantity(host.ram_gb_for_tws, "GB")),
                )
            )
        )
    return Table(columns, tuple(rows))


def make_rights(report: Report) -> Chapter:
    """Return the chapter on rights and exclusions."""
    say, clients = report.say, report.edition.catalogue.clients
    blocks: list[Block] = [judge_findings(report, report.select("AUT"))]
    rows: list[Row | GroupRow] = [GroupRow(say(CLIENT_EXCLUSIONS))]
    rows += [Row((path,)) for path in clients.client_exclusions]
    rows.append(GroupRow(say(SERVER_EXCLUSIONS)))
    rows += [Row((say(path.text),)) for path in clients.server_exclusions]
    blocks += [Heading(say(EXCLUSIONS)), Table((Column(say(PATH), 1),), tuple(rows)), Text(say(XYZ_NOTE), "note")]
    return Chapter("rights", say(RIGHTS_TITLE), say(RIGHTS_SUMMARY), tuple(blocks), new_page=False)
