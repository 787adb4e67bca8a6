"""When the server's certificate has to be valid: on the installation day, and for some time after it (SEC-3)."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple

from wizard.domain.plan import Plan

FEWEST_DAYS_LEFT = 30
"""Whole days a certificate is to stay valid after the installation day; with fewer left, renewing it is advised.

It is the margin with which ACME clients renew (Let's Encrypt, Integration Guide), and what ordering another one takes
a customer who does so by hand.
"""
_LAST_SECOND = time(23, 59, 59, tzinfo=UTC)


class Judged(NamedTuple):
    """The moment at which a certificate is judged, and the one for which: the later of now and the installation.

    ``installation`` is the planned day; None where the plan names none.
    """

    now: datetime
    at: datetime
    installation: date | None

    @property
    def is_ahead(self) -> bool:
        """Say whether it is judged for a day to come."""
        return self.at > self.now


def judge_for(installation: date | None, now: datetime) -> Judged:
    """Return for which moment a certificate is judged: the end of the installation day, unless that is over."""
    end = None if installation is None else datetime.combine(installation, _LAST_SECOND)
    return Judged(now, now if end is None else max(now, end), installation)


def read_installation_day(plan: Plan) -> date | None:
    """Return the planned installation day."""
    return plan.project.installation_date if plan.project else None


def write_installation(day: date | None) -> dict[str, str]:
    """Return the planned installation day as evidence holds what it went by; nothing where there is none."""
    return {} if day is None else {"project.installation_date": day.isoformat()}


def count_days(start: datetime, end: datetime) -> int:
    """Return how many whole days lie between two moments; below zero where the end comes first."""
    return (end - start).days
