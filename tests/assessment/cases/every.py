"""All cases of all facts."""

from tests.assessment.cases import bandwidth, clients, document, media, network, server, sizing, telephony
from tests.assessment.cases.case import Case

CASES: tuple[Case, ...] = (
    *document.CASES,
    *server.CASES,
    *sizing.CASES,
    *media.CASES,
    *clients.CASES,
    *network.CASES,
    *bandwidth.CASES,
    *telephony.CASES,
)
