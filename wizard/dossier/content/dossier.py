"""The whole dossier of a plan in one language."""

from wizard.dossier.blocks import Dossier, Wording
from wizard.dossier.content.acceptance import make_checklist, make_sign_off
from wizard.dossier.content.actions import make_actions
from wizard.dossier.content.answers import make_answers
from wizard.dossier.content.confirmations import make_confirmations
from wizard.dossier.content.cover import UNNAMED, make_cover
from wizard.dossier.content.measurements import make_measurements
from wizard.dossier.content.network import make_network
from wizard.dossier.content.report import Report
from wizard.dossier.content.sizing import make_sizing
from wizard.dossier.content.stations import make_rights, make_stations
from wizard.dossier.content.summary import make_summary
from wizard.dossier.content.telephony import make_telephony
from wizard.dossier.content.traceability import make_trace
from wizard.dossier.wording import shorten
from wizard.i18n import Message

KIND = Message("Pre-installation dossier")
TITLE = Message("{kind}: {customer}")
FOOTER = Message("{reference} · revision {revision}")
CONTENTS = Message("Contents")
CONTINUED = Message("(continued)")
REPLACED = Message(
    "Characters that the fonts of this document lack, and control characters, are printed by their Unicode number,"
    " for instance \u2039U+0007\u203a."
)
# Not a sentence with values of ours: the renderer fills the page numbers in.
PAGE_OF = Message("page {page} of {total}")
_CHAPTERS = (
    make_summary,
    make_sizing,
    make_actions,
    make_telephony,
    make_stations,
    make_rights,
    make_network,
    make_measurements,
    make_checklist,
    make_confirmations,
    make_sign_off,
    make_trace,
    make_answers,
)


def make_dossier(report: Report) -> Dossier:
    """Return the dossier as plain values; pure: the same input gives the same dossier."""
    say, project = report.say, report.project
    customer = shorten((project.customer or "").strip()) or say(UNNAMED)
    reference = shorten((project.reference or "").strip()) or customer
    return Dossier(
        language=say.language,
        title=say(TITLE.fill(kind=KIND, customer=customer)),
        author=shorten(project.integrator or ""),
        subject=say(FOOTER.fill(reference=reference, revision=report.revision)),
        footer=say(FOOTER.fill(reference=reference, revision=report.revision)),
        cover=make_cover(report),
        chapters=tuple(make(report) for make in _CHAPTERS),
        wording=Wording(
            contents=say(CONTENTS),
            page_of=say(PAGE_OF),
            continued=say(CONTINUED),
            replaced_note=say(REPLACED),
        ),
    )
