"""Telephony link by link: what is planned, what it must be and have, and the keys and licences to order."""

from typing import Any

from wizard.assessment.situation import name_items
from wizard.domain.assessment import LinkNeed
from wizard.domain.choices import name_choice
from wizard.domain.findings import Finding
from wizard.domain.plan.telephony import PhoneFleet
from wizard.dossier.blocks import Block, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.content.report import Report
from wizard.dossier.wording import shorten
from wizard.i18n import Message

TITLE = Message("Telephony")
SUMMARY = Message("Each PABX and phone fleet with its limits, and the keys and licences that it needs.")
NO_LINK = Message("No telephony link is described yet.")
KEYS = Message("Keys and licences to have on each PABX")
LINK, CSTA_KEYS, SIP_USERS, SIP_VOICES, IP_CARD = (
    Message("Link"),
    Message("CSTA keys"),
    Message("SIP user licences"),
    Message("SIP licences for voices"),
    Message("IP card"),
)
OF_NEEDED = Message("{have} of {need}")
NOT_ASKED = Message("not asked for")
UNCLEAR_KEYS = Message("to confirm: none, or as many as TWS users")
KEYS_NOTE = Message("Each cell tells what the PABX has of what it needs; a dash is an answer still missing.")
_KEYS = frozenset({"csta_keys_for_users", "csta_keys_for_caller"})
LINK_TITLE = Message("{name}: {kind}")
NO_KIND = Message("kind not known")
STATUS, STATE, SOURCE, PAGE = (
    Message("Status"),
    Message("What is required and planned"),
    Message("Source"),
    Message("Page"),
)


def make_telephony(report: Report) -> Chapter:
    """Return the chapter on telephony."""
    say = report.say
    telephony = report.plan.telephony
    links: tuple[Any, ...] = (telephony.links if telephony else None) or ()
    blocks: list[Block] = []
    if not links:
        blocks.append(Text(say(NO_LINK), "strong"))
    if report.assessment.telephony:
        blocks += [Heading(say(KEYS)), _list_keys(report, links), Text(say(KEYS_NOTE), "note")]
    for name, link in zip(name_items(links), links, strict=True):
        kind = say(NO_KIND) if link.kind is None else say(name_choice("kind", link.kind))
        blocks.append(Heading(say(LINK_TITLE.fill(name=shorten(name), kind=kind))))
        blocks.append(judge_subject(report, f"link:{name}"))
    found = [each for each in report.assessment.findings if each.subject == "telephony"]
    if found:
        blocks.append(judge_findings(report, found))
    return Chapter("telephony", say(TITLE), say(SUMMARY), tuple(blocks))


def _show_need(report: Report, have: int | None, need: int | None, *, asked: bool) -> str:
    if not asked:
        return report.say(NOT_ASKED)
    return report.say(OF_NEEDED.fill(have=report.show(have), need=report.show(need)))


def _list_keys(report: Report, links: tuple[Any, ...]) -> Table:
    say = report.say
    columns = (
        Column(say(LINK), 3),
        *(Column(say(title), 1.6, "right") for title in (CSTA_KEYS, SIP_USERS, SIP_VOICES, IP_CARD)),
    )
    pabxs = [link for link in links if link.kind is not None and not isinstance(link, PhoneFleet)]
    rows = []
    for need, link in zip(report.assessment.telephony, pabxs, strict=True):
        rows.append(Row((shorten(need.link), *_show_needs(report, need, link))))
    return Table(columns, tuple(rows))


def _show_needs(report: Report, need: LinkNeed, link: Any) -> tuple[str, ...]:  # noqa: ANN401 - any kind of PABX
    rules = report.edition.catalogue.telephony.pbx.get(link.kind)
    needs = rules.needs if rules else frozenset()
    keys = _show_need(report, link.csta_keys, need.csta_keys, asked=not needs.isdisjoint(_KEYS))
    if rules and not _KEYS.isdisjoint(rules.unclear):
        keys = report.say(UNCLEAR_KEYS)
    return (
        keys,
        _show_need(report, link.sip_user_licences, need.sip_user_licences, asked="sip_users" in needs),
        _show_need(report, link.sip_voice_licences, need.sip_voice_licences, asked="sip_voices" in needs),
        report.show(link.ip_card) if need.ip_card else report.say(NOT_ASKED),
    )


def judge_subject(report: Report, subject: str) -> Table:
    """Return all findings of one subject."""
    return judge_findings(report, [each for each in report.select() if each.subject == subject], whole=True)


def tell_requirement(report: Report, finding: Finding) -> str:
    """Return title, requirement and what is planned, the requirement also where it is met."""
    say, told = report.say, report.tell(finding)
    requirement = say(finding.requirement)
    details = told.message if told.message.startswith(requirement) else f"{requirement} {told.message}"
    return f"{say(finding.title)}. {details}"


def judge_findings(report: Report, findings: list[Finding], *, whole: bool = False) -> Table:
    """Return findings with their sentences, page and fact; ``whole``: with the requirement also where it is met."""
    say = report.say
    columns = (
        Column(say(STATUS), 2),
        Column(say(STATE), 7.4),
        Column(say(PAGE), 0.9),
        Column(say(SOURCE), 1.2),
    )
    rows = []
    for finding in findings:
        text = tell_requirement(report, finding) if whole else f"{say(finding.title)}. {report.tell(finding).message}"
        page = report.show_page(finding.page)
        rows.append(Row((report.show_status(finding), text, page, report.show_fact(finding))))
    return Table(columns, tuple(rows))
