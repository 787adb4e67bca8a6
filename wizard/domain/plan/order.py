"""What is installed and for whom: project, contacts, licences, load, sites."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from wizard.domain.section import LONGEST_LIST, Answer, Count, Measure, PositiveCount, Section, VersionText

Role = Literal["network_administrator", "telephony_administrator", "integrator", "customer"]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Groupware = Literal["exchange", "office_365", "google", "zimbra", "lotus_notes"]


def _read_day(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    if not isinstance(value, str):
        return value
    # Blank text is no answer, for a date as for any other text.
    if not value.strip():
        return None
    if not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "expected a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "expected a date as YYYY-MM-DD") from error


def _read_conference(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
    # Zero equals false, but is no answer here: it is refused as any other number is.
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Contact(Section):
    """A person of the project, and whether they will be present on the installation day."""

    role: Role | None = None
    name: Answer | None = None
    email: Answer | None = None
    phone: Answer | None = None
    present: bool | None = None


class Project(Section):
    """Who the installation is for, when, and who prepares it."""

    customer: Answer | None = None
    reference: Answer | None = None
    installation_date: Annotated[date | None, BeforeValidator(_read_day)] = None
    integrator: Answer | None = None
    prepared_by: Answer | None = None
    notes: Answer | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None


class Conference(Section):
    """TWS Conference: how many people and conferences at once, and the largest of each kind."""

    audio_participants: Count | None = None
    video_participants: Count | None = None
    conferences: Count | None = None
    largest_audio: Count | None = None
    largest_video: Count | None = None


class Licences(Section):
    """What was sold."""

    tws_version: VersionText | None = None
    users: Count | None = None
    caller: Count | None = None
    alerter: Count | None = None
    softphone: Count | None = None
    smart_attendant: Count | None = None
    rules: bool | None = None
    mail: bool | None = None
    media_server_voices: Count | None = None
    conference: Annotated[Conference | Literal[False] | None, BeforeValidator(_read_conference)] = None
    manager_desktop: bool | None = None
    manager_web: bool | None = None
    admin_viewer: bool | None = None
    v4_clients: Count | None = None
    websocket_development: bool | None = None
    file_sharing: bool | None = None
    remote_access: bool | None = None
    twp_browser: bool | None = None
    sms: bool | None = None
    ldap: bool | None = None
    groupware: Annotated[tuple[Groupware, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    other_orders: Answer | None = None


class Load(Section):
    """How much the users do at once and in the busy hour."""

    calls_per_hour: Count | None = None
    softphone_calls_at_once: Count | None = None
    calls_per_station: PositiveCount | None = None
    directory_searches_per_hour: Count | None = None
    click_to_calls_per_hour: Count | None = None
    login_window_minutes: PositiveCount | None = None


class Site(Section):
    """A remote site and the link that joins it to the server."""

    name: Answer | None = None
    users: Count | None = None
    calls_per_hour: Count | None = None
    softphone_calls_at_once: Count | None = None
    link_mbit_s: Measure | None = None
