"""The cover and the one-page summary that stands alone."""

from wizard.domain.assessment import ServerNeed
from wizard.domain.findings import Finding
from wizard.domain.levels import WORST_FIRST, Level
from wizard.dossier.blocks import Block, Bullets, Cell, Chapter, Column, Cover, Figures, Heading, Row, Table, Text, VerdictPanel
from wizard.dossier.content.report import TO_ACT_ON, Report
from wizard.dossier.wording import (
    LEVEL_WORDS,
    NEXT_STEPS,
    RESPONSIBLE_WORDS,
    VERDICT_WORDS,
    conclude_in_words,
    shorten,
)
from wizard.i18n import Message, Plain, Quantity

KIND = Message("Pre-installation dossier")
KIND_OF = Message("Pre-installation dossier, {product}")
UNNAMED = Message("Customer not named yet")
REFERENCE = Message("Reference")
INSTALLATION = Message("Installation planned")
INTEGRATOR = Message("Integrator")
PREPARED_BY = Message("Prepared by")
PREPARED_ON = Message("Dossier date")
REVISION = Message("Revision")
EDITION = Message("Vendor's document")
EDITION_AGE = Message("Edition {month}, {months} months old on the dossier date")
FRESH_EDITION = Message("Edition {month}")
VALIDITY = Message("Valid in {month}, may change without notice. Newest edition: {url}")
CODE = Message("{reference} · revision {revision} · SHA-256 {fingerprint}")
SUMMARY = Message("Summary")
SUMMARY_LINE = Message("What is required, what stands in the way, and who has to act. This page can be read alone.")
REQUIRED_SERVER = Message("Required server")
NO_SERVER_ABOVE = Message("Above the vendor's table: Akio has to give the size.")
NO_SERVER_YET = Message("Not sized yet: users and calls per hour are not known.")
CORES = Message("cores in all")
CLOCK = Message("clock, for a {model}")
MEMORY = Message("RAM")
TWS_DISK = Message("for TWS on {disk} or faster")
AT_LEAST_CORES = Message("{cores} + media")
IN_THE_WAY = Message("What stands in the way")
NOTHING_IN_THE_WAY = Message("No blocker and nothing for Akio to confirm.")
LINE = Message("{subject}: {title}. {text}")
AND_MORE = Message("and {count} more, in the chapter “Actions”")
WHO_ACTS = Message("Who has to act")
WHO, WHAT = Message("Who"), Message("What")
DASH = "–"
_MOST_LINES = 6
_MOST_TITLES = 3
_LONGEST_LINE = 260
_MONTHS = 12


def _split_month(month: str) -> tuple[int, int]:
    year, number = month.split("-")
    return int(year), int(number)


def show_month(month: str) -> Plain:
    """Return a month written YYYY-MM as MM/YYYY."""
    year, number = _split_month(month)
    return Plain(f"{number:02d}/{year}")


def tell_edition(report: Report) -> str:
    """Return the edition and its age in months on the dossier's date."""
    published = report.edition.catalogue.edition.published
    year, number = _split_month(published)
    months = (report.today.year - year) * _MONTHS + report.today.month - number
    if months < 1:
        return report.say(FRESH_EDITION.fill(month=show_month(published)))
    return report.say(EDITION_AGE.fill(month=show_month(published), months=months))


def make_verdict(report: Report) -> VerdictPanel:
    """Return the verdict with its sentence, the next step and the counts."""
    verdict = report.assessment.verdict
    counts = tuple(
        (level, report.say(LEVEL_WORDS[level]), report.assessment.counts[level])
        for level in WORST_FIRST
    )
    return VerdictPanel(
        verdict=verdict,
        title=report.say(VERDICT_WORDS[verdict]),
        sentence=report.say(conclude_in_words(report.assessment)),
        next_step=report.say(NEXT_STEPS[verdict]),
        counts=counts,
    )


def make_cover(report: Report) -> Cover:
    """Return the cover."""
    say, project, edition = report.say, report.project, report.edition.catalogue.edition
    reference = (project.reference or "").strip()
    details = (
        (REFERENCE, reference or None),
        (INSTALLATION, project.installation_date),
        (INTEGRATOR, project.integrator),
        (PREPARED_BY, project.prepared_by),
        (PREPARED_ON, report.today),
        (REVISION, report.revision),
        (EDITION, f"{edition.product} · {tell_edition(report)}"),
    )
    sites = [site.name.strip() for site in report.plan.sites or () if site.name and site.name.strip()]
    return Cover(
        kind=say(KIND_OF.fill(product=edition.product)),
        customer=(project.customer or "").strip() or say(UNNAMED),
        site=", ".join(sites),
        verdict=make_verdict(report),
        details=tuple((say(label), DASH if value in (None, "") else say(value)) for label, value in details),
        warning=say(VALIDITY.fill(month=show_month(edition.valid_in), url=edition.url)),
        code=say(
            CODE.fill(
                reference=shorten(reference) or DASH, revision=report.revision, fingerprint=report.fingerprint
            )
        ),
    )


def show_server_figures(report: Report, need: ServerNeed) -> Figures:
    """Return the required server as large figures."""
    say = report.say
    cores = AT_LEAST_CORES.fill(cores=need.cores_row) if need.cores_required is None else need.cores_required
    disk = "SAS/SCSI" if need.disk == "sas_scsi" else need.disk.upper()
    return Figures(
        (
            (say(cores), say(CORES)),
            (f"≥ {say(Quantity(need.clock_ghz, 'GHz'))}", say(CLOCK.fill(model=need.variants[0].model))),
            (say(Quantity(need.ram_gb, "GB")), say(MEMORY)),
            (say(Quantity(need.tws_disk_gb, "GB")), say(TWS_DISK.fill(disk=disk))),
        )
    )


def make_summary(report: Report) -> Chapter:
    """Return the summary: verdict, server, what stands in the way, who must act; one page whatever the plan."""
    say = report.say
    blocks: list[Block] = [make_verdict(report), Heading(say(REQUIRED_SERVER))]
    if report.assessment.server:
        blocks.append(show_server_figures(report, report.assessment.server))
    else:
        above = any(each.fact == "HW-3" and each.level is Level.CONSULT for each in report.assessment.findings)
        blocks.append(Text(say(NO_SERVER_ABOVE if above else NO_SERVER_YET), "strong"))
    blocks += [Heading(say(IN_THE_WAY)), *_list_obstacles(report), Heading(say(WHO_ACTS)), count_by_role(report)]
    return Chapter("summary", say(SUMMARY), say(SUMMARY_LINE), tuple(blocks))


def _tell_line(report: Report, finding: Finding) -> Cell:
    told = report.tell(finding)
    text = shorten(told.action or told.message, _LONGEST_LINE)
    line = LINE.fill(subject=report.show_subject(finding), title=report.say(finding.title), text=text)
    return Cell(report.say(line), level=finding.level, link=f"trace-{finding.fact}-{finding.subject}")


def _list_obstacles(report: Report) -> list[Block]:
    found = report.select(levels=(Level.BLOCKER, Level.CONSULT))
    if not found:
        return [Text(report.say(NOTHING_IN_THE_WAY))]
    lines = [_tell_line(report, finding) for finding in found[:_MOST_LINES]]
    blocks: list[Block] = [Bullets(tuple(lines))]
    if len(found) > _MOST_LINES:
        blocks.append(Text(report.say(AND_MORE.fill(count=len(found) - _MOST_LINES)), "note"))
    return blocks


def count_by_role(report: Report) -> Table:
    """Return a table of how many points of each level each role has to act on, and what they begin with."""
    say = report.say
    columns = (
        Column(say(WHO), 2.3),
        *(Column(say(LEVEL_WORDS[level]), 1.35, "right") for level in TO_ACT_ON),
        Column(say(WHAT), 5),
    )
    rows = []
    for role, name in RESPONSIBLE_WORDS.items():
        found = [each for each in report.select(levels=TO_ACT_ON) if each.responsible == role]
        numbers = (sum(each.level is level for each in found) for level in TO_ACT_ON)
        shown = (str(number) if number else DASH for number in numbers)
        rows.append(Row((Cell(say(name), link=f"actions-{role}"), *shown, _tell_first(report, found))))
    return Table(columns, tuple(rows))


def _tell_first(report: Report, found: list[Finding]) -> str:
    titles = list(dict.fromkeys(report.say(finding.title) for finding in found))
    more = ["…"] if len(titles) > _MOST_TITLES else []
    return "; ".join(titles[:_MOST_TITLES] + more) or DASH
