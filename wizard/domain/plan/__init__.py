"""The plan: every answer of a project (contract, "Plan file"). Absent or null means not known yet."""

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from wizard.domain.evidence.collection import keep_newest
from wizard.domain.evidence.fullness import MOST_KEPT, MOST_READ
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.acceptance import SignOff
from wizard.domain.plan.machine import Security, Server
from wizard.domain.plan.network import Addresses
from wizard.domain.plan.order import Licences, Load, Project, Site
from wizard.domain.plan.stations import Stations
from wizard.domain.plan.telephony import Telephony
from wizard.domain.plan.unread import SECTIONS, UnreadTexts, is_open
from wizard.domain.section import LONGEST_LIST, Port, Section

FORMAT = "tws-preinstall-plan"
FORMAT_VERSION = 1
FactId = Annotated[str, Field(max_length=40)]
EditionId = Annotated[str, Field(max_length=200)]


def _fit(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return measurements that are too many to be kept in fewer entries, with the same meaning."""
    return keep_newest(evidence) if len(evidence) > MOST_KEPT else evidence


class Plan(Section):
    """Every answer of a project; ``unread`` holds, by field, texts that were typed and are no answers."""

    format: Literal["tws-preinstall-plan"]
    format_version: Literal[1]
    catalogue: EditionId | None = None
    project: Project | None = None
    licences: Licences | None = None
    load: Load | None = None
    server: Server | None = None
    security: Security | None = None
    telephony: Telephony | None = None
    stations: Stations | None = None
    sites: Annotated[tuple[Site, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    addresses: Addresses | None = None
    ports: Annotated[dict[FactId, Port | None], Field(max_length=LONGEST_LIST)] | None = None
    unread: UnreadTexts | None = None
    evidence: (
        Annotated[tuple[Evidence, ...], Field(max_length=MOST_READ, fail_fast=True), AfterValidator(_fit)] | None
    ) = None
    sign_off: SignOff | None = None
    x: dict[str, Any] | None = None

    # Behind the sections: those that it looks into are read by then.
    @field_validator("unread")
    @classmethod
    def _refuse_stray(cls, unread: dict[str, str] | None, info: ValidationInfo) -> dict[str, str] | None:
        for field in unread or {}:
            # A section that could not be read is told of by itself.
            is_readable = field.partition(".")[0] not in SECTIONS - info.data.keys()
            if is_readable and not is_open(cls, info.data, field):
                raise PydanticCustomError("not_open", "expected an open field, not “{field}”", {"field": field})
        return unread or None


_NOT_SIGNED = {"sign_off", "evidence", "x"}


def fingerprint_plan(plan: Plan) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of the answers that a signature covers.

    Ticks, signatures, evidence and ``x`` are left out, and so are unanswered fields: writing null changes nothing.
    Texts that cannot be read are covered, though they are no answers: the verdict hangs on whether there are any, and
    the dossier that is signed prints them, so that two of them that differ must not share a fingerprint.
    """
    import hashlib  # noqa: PLC0415 - brings in OpenSSL, for which a start has no use

    parts = plan.model_dump(mode="json", exclude=_NOT_SIGNED, exclude_none=True)
    # Ports are keyed, so that the dump keeps their nulls; a section without answers says nothing either.
    parts["ports"] = {fact: port for fact, port in parts.get("ports", {}).items() if port is not None}
    answers = {name: part for name, part in parts.items() if part != {}}
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
