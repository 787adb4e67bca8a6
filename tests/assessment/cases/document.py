"""DOC: the edition's age, the TWS version, the two administrators."""

from tests.assessment.cases.case import Case, expect
from tests.factories import Json

_PRESENT = {"there": True, "away": False, "?": None}
_NETWORK, _TELEPHONY = "contact:network_administrator", "contact:telephony_administrator"


def _contacts(*present: str, role: str = "network_administrator") -> Json:
    return {"contacts": [{"role": role, "present": _PRESENT[each]} for each in present]}


CASES: tuple[Case, ...] = (
    expect("DOC-1", "ok", "project", project={"installation_date": "2025-04-01"}),
    expect("DOC-1", "ok", "project", project={"installation_date": "2024-01-01"}),
    expect("DOC-1", "ok", "project", project={"installation_date": "2026-04-30"}),
    expect("DOC-1", "warning", "project", project={"installation_date": "2026-05-01"}),
    expect("DOC-1", "warning", "project", project={"installation_date": "2027-01-01"}),
    expect("DOC-1", "missing", "project", project={"installation_date": None}),
    expect("DOC-1", "missing", "project", project={"installation_date": " "}),
    *(expect("DOC-2", "ok", "project", licences={"tws_version": each}) for each in ("5.1", "5.2", "5.3", "5.03")),
    *(expect("DOC-2", "blocker", "project", licences={"tws_version": each}) for each in ("5.0", "4.3", "5.00", "0.1")),
    # Newer than the newest supported version: up to Akio.
    *(expect("DOC-2", "consult", "project", licences={"tws_version": each}) for each in ("5.4", "6.1", "5.10", "5.30")),
    expect("DOC-2", "missing", "project", licences={"tws_version": None}),
    expect("DOC-2", "missing", "project", licences={"tws_version": ""}),
    expect("DOC-3", "ok", _NETWORK),
    expect("DOC-3", "ok", _TELEPHONY),
    expect("DOC-3", "blocker", _NETWORK, project=_contacts("away")),
    expect("DOC-3", "blocker", _TELEPHONY, project=_contacts("away", role="telephony_administrator")),
    expect("DOC-3", "missing", _NETWORK, project=_contacts("?")),
    expect("DOC-3", "missing", _TELEPHONY, project=_contacts("there")),
    expect("DOC-3", "ok", _NETWORK, project=_contacts("away", "there")),
    expect("DOC-3", "ok", _NETWORK, project=_contacts("?", "there")),
    expect("DOC-3", "missing", _NETWORK, project=_contacts("away", "?")),
    expect("DOC-3", "blocker", _NETWORK, project=_contacts("away", "away")),
    expect("DOC-3", "missing", _NETWORK, project={"contacts": None}),
    expect("DOC-3", "missing", _NETWORK, project=_contacts("there", role="customer")),
)
