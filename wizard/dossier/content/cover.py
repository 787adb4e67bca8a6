"""The cover: who, what, verdict, edition, revision."""

from wizard.dossier.blocks import Cell, Cover, VerdictPanel
from wizard.dossier.content.report import Report
from wizard.dossier.remaining import list_remaining
from wizard.dossier.wording import NEXT_STEPS, STATUS_WORDS, conclude_in_words, judge_verdict, name_verdict, shorten
from wizard.i18n import Message, Plain

KIND_OF = Message("Pre-installation dossier, {product}")
MANY_SITES = Message("{count} remote sites")
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
DASH = "–"
_MONTHS = 12
_MOST_SITES = 4


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
    verdict, counts = report.assessment.verdict, report.assessment.counts_by_status
    return VerdictPanel(
        status=judge_verdict(report.assessment),
        title=report.say(name_verdict(report.assessment)),
        sentence=report.say(conclude_in_words(report.assessment)),
        next_step=report.say(NEXT_STEPS[verdict]),
        counts=tuple((status, report.say(STATUS_WORDS[status]), count) for status, count in counts.items()),
        remaining=tuple(Cell(each.sentence, each.status) for each in list_remaining(report.assessment, report.say)),
    )


def name_sites(report: Report) -> str:
    """Return the remote sites by name, or how many there are where they are many."""
    sites = report.plan.sites or ()
    if len(sites) > _MOST_SITES:
        return report.say(MANY_SITES.fill(count=len(sites)))
    return ", ".join(site.name.strip() for site in sites if site.name and site.name.strip())


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
    return Cover(
        kind=say(KIND_OF.fill(product=edition.product)),
        customer=(project.customer or "").strip() or say(UNNAMED),
        site=name_sites(report),
        verdict=make_verdict(report),
        details=tuple((say(label), DASH if value in (None, "") else say(value)) for label, value in details),
        warning=say(VALIDITY.fill(month=show_month(edition.valid_in), url=edition.url)),
        code=say(
            CODE.fill(reference=shorten(reference) or DASH, revision=report.revision, fingerprint=report.fingerprint)
        ),
    )
