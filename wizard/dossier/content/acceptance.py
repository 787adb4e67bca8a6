"""What is ticked and what is signed."""

from dataclasses import replace

from wizard.domain.assessment import ChecklistItem
from wizard.domain.choices import CHOICES
from wizard.domain.plan.order import Project
from wizard.domain.signatures import NO_DRAWING, Signed, list_signed, read_day, shorten_fingerprint
from wizard.dossier.blocks import Block, Chapter, CheckItem, Checklist, Heading, SignaturePanel, SignOff, Text
from wizard.dossier.content.cover import make_verdict
from wizard.dossier.content.report import Report
from wizard.dossier.remaining import warn_before_signing
from wizard.dossier.wording import RESPONSIBLE_WORDS
from wizard.i18n import Message

CHECKLIST = Message("Checklist")
CHECKLIST_SUMMARY = Message("To be ticked before or on the installation day, by the person named on each line.")
NO_ITEM = Message("No item applies yet.")
COMMENT = Message("Comment")
SIGN_OFF = Message("Sign-off")
SIGN_OFF_SUMMARY = Message("Each role agrees to the answers, the requirements and the actions of this revision.")
SIGNED_SUBJECT = Message("Reference {reference}, revision {revision}, of {date}")
SIGNED_HASH = Message("SHA-256 of the answers: {fingerprint}")
SIGNED_EDITION = Message("Vendor's edition: {edition}")
NAME, FUNCTION, DATE = Message("Name"), Message("Function"), Message("Date")
AGREED = Message("Read and agreed")
SIGNATURE = Message("Signature")
REVISION = Message("Revision")
LAPSED = Message("Lapsed")
NO_REASON = Message("The reason is missing")
_DASH = "–"


def make_checklist(report: Report) -> Chapter:
    """Return the checklist, grouped by who ticks."""
    say = report.say
    states = {state: say(word) for state, word in CHOICES["item_state"].items()}
    blocks: list[Block] = []
    for role, name in RESPONSIBLE_WORDS.items():
        items = [item for item in report.assessment.checklist if item.responsible == role]
        if items:
            checks = tuple(_make_check(report, item) for item in items)
            # The key to the boxes is printed once, above the first group.
            blocks += [Heading(say(name)), Checklist(checks, say(COMMENT), states, has_key=not blocks)]
    return Chapter("checklist", say(CHECKLIST), say(CHECKLIST_SUMMARY), tuple(blocks) or (Text(say(NO_ITEM)),))


def _make_check(report: Report, item: ChecklistItem) -> CheckItem:
    told = [part for part in (item.comment, item.by) if part]
    if item.state == "not_applicable" and not item.comment:
        told.insert(0, report.say(NO_REASON))
    return CheckItem(
        id=item.id,
        text=report.say(item.text),
        responsible=report.say(RESPONSIBLE_WORDS[item.responsible]),
        facts=", ".join(item.facts),
        state=item.state,  # type: ignore[arg-type]
        comment=" · ".join(told),
    )


def make_sign_off(report: Report) -> Chapter:
    """Return the sign-off page: what is signed, and a panel for each role."""
    say, project = report.say, report.project
    edition = report.edition.catalogue.edition
    subject = (
        say(
            SIGNED_SUBJECT.fill(
                reference=(project.reference or "").strip() or _DASH, revision=report.revision, date=report.today
            )
        ),
        say(SIGNED_HASH.fill(fingerprint=report.fingerprint)),
        say(SIGNED_EDITION.fill(edition=f"{edition.product}, {edition.id}")),
    )
    verdict = replace(make_verdict(report), next_step=warn_before_signing(report.assessment, say), counts=())
    blocks = (verdict, SignOff(subject, _make_panels(report)))
    return Chapter("sign-off", say(SIGN_OFF), say(SIGN_OFF_SUMMARY), blocks)


def _make_panels(report: Report) -> tuple[SignaturePanel, ...]:
    """Return a panel for each signature that was given, and one to sign in for each role without."""
    signed = list_signed(report.plan)
    panels: list[SignaturePanel] = []
    for role in RESPONSIBLE_WORDS:
        given = [_make_signed_panel(report, each) for each in signed if each.signature.role == role]
        panels += given or [_make_panel(report, role)]
    return tuple(panels)


def _make_panel(report: Report, role: str) -> SignaturePanel:
    say = report.say
    name = ", ".join(list_signers(report.project, role))
    lines = ((say(NAME), name), (say(FUNCTION), ""), (say(DATE), ""))
    return SignaturePanel(say(RESPONSIBLE_WORDS[role]), lines, say(AGREED), say(SIGNATURE))


def _make_signed_panel(report: Report, signed: Signed) -> SignaturePanel:
    say, signature = report.say, signed.signature
    lines = (
        (say(NAME), (signature.name or "").strip()),
        (say(FUNCTION), (signature.function or "").strip()),
        (say(DATE), say(read_day(signature.signed_on or ""))),
        (say(REVISION), shorten_fingerprint(signature.fingerprint or "")),
    )
    stamp = "" if signature.strokes else say(NO_DRAWING)
    return SignaturePanel(
        say(RESPONSIBLE_WORDS[signature.role or ""]),
        lines,
        say(AGREED),
        say(SIGNATURE),
        "holds" if signed.standing.holds else "lapsed",
        say(signed.describe()),
        signature.strokes or (),
        stamp if signed.standing.holds else say(LAPSED),
    )


def list_signers(project: Project, role: str) -> list[str]:
    """Return the names of those who are expected to sign for a role."""
    names = [contact.name for contact in project.contacts or () if contact.role == role and contact.name]
    if role == "integrator" and not names and project.prepared_by:
        return [project.prepared_by]
    return names
