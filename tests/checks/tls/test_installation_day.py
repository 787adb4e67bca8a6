"""Certificates are judged for the installation day: what ends before it, soon after it, or begins by it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.checks.tls.making import DAY, NAME, NOW, Family, Made, Wish, make_authority, make_certificate
from wizard.checks.tls.verdict import Verdict, judge_chain
from wizard.domain.certificates import FEWEST_DAYS_LEFT, judge_for

SECOND = timedelta(seconds=1)
TODAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
INSTALLATION = date(2026, 12, 15)
END = datetime(2026, 12, 15, 23, 59, 59, tzinfo=UTC)


def make_chain(not_before: datetime, not_after: datetime, authority_ends: datetime = NOW + 900 * DAY) -> list[Made]:
    """Return a server's certificate, its authority and a root."""
    root = make_authority("Root")
    authority = make_authority("Authority", root, authority_ends)
    return [make_certificate(Wish(not_before=not_before, not_after=not_after), authority), authority, root]


def judge(chain: list[Made], installation: date | None = INSTALLATION, now: datetime = TODAY) -> Verdict:
    """Judge a chain at a moment for a day."""
    server, authority, root = chain
    return judge_chain(server.der, [authority.der], NAME, now, [root.der], installation=installation)


@pytest.mark.parametrize(
    ("not_after", "faults", "advice"),
    [
        (datetime(2026, 12, 12, tzinfo=UTC), ("expires_before_installation",), None),
        (END - SECOND, ("expires_before_installation",), None),
        (END, (), "expires_soon"),
        (END + FEWEST_DAYS_LEFT * DAY - SECOND, (), "expires_soon"),
        (END + FEWEST_DAYS_LEFT * DAY, (), None),
        (TODAY - SECOND, ("expired",), None),
    ],
)
def test_validity_is_judged_for_the_day(not_after: datetime, faults: tuple[str, ...], advice: str | None) -> None:
    """What ends before the day is over is refused; what ends soon after it is told of; both bounds count."""
    verdict = judge(make_chain(TODAY - 90 * DAY, not_after))
    assert verdict.faults == faults
    assert verdict.to_measurement().reason == (faults[0] if faults else advice)
    assert verdict.state == ("failed" if faults else "ok")


def test_both_dates_and_all_days_are_told() -> None:
    """The values hold the certificate's end, the day it is judged for, and the days from now and from then."""
    values = judge(make_chain(TODAY - DAY, datetime(2026, 12, 12, 10, 0, tzinfo=UTC))).values
    assert values["not_after"] == "2026-12-12T10:00:00Z"
    assert (values["judged_for"], values["days_left"], values["days_left_then"]) == ("2026-12-15", 14, -4)
    assert "installation_known" not in values


def test_without_a_day_it_is_judged_for_today_and_says_so() -> None:
    """No installation day: today counts, and the values say that no day is known."""
    verdict = judge(make_chain(TODAY - DAY, TODAY + 5 * DAY), None)
    assert (verdict.state, verdict.to_measurement().reason) == ("ok", "expires_soon")
    assert (verdict.values["judged_for"], verdict.values["installation_known"]) == ("2026-11-28", False)
    assert "days_left_then" not in verdict.values


def test_day_that_is_over_counts_no_more() -> None:
    """After the installation the certificate is judged for today."""
    chain = make_chain(TODAY - 90 * DAY, TODAY - DAY)
    assert judge(chain, date(2026, 11, 1)).faults == ("expired",)
    assert judge(make_chain(TODAY - DAY, TODAY + 40 * DAY), date(2026, 11, 1)).state == "ok"
    assert not judge_for(date(2026, 11, 27), TODAY).is_ahead
    assert judge_for(date(2026, 11, 28), TODAY).is_ahead


def test_certificate_that_begins_by_the_day_is_good() -> None:
    """A certificate bought for later is valid on the day; one that begins after it is not."""
    assert judge(make_chain(END, END + 300 * DAY)).state == "ok"
    assert judge(make_chain(END + SECOND, END + 300 * DAY)).faults == ("not_yet_valid",)


def test_authority_has_to_last_as_long() -> None:
    """An authority that ends before the day is told apart from one that is over already."""
    before = make_chain(TODAY - DAY, TODAY + 300 * DAY, authority_ends=TODAY + 5 * DAY)
    assert judge(before).faults == ("authority_expires_before_installation",)
    over = make_chain(TODAY - DAY, TODAY + 300 * DAY, authority_ends=TODAY - DAY)
    assert judge(over).faults == ("authority_expired",)


def test_advice_is_no_fault(family: Family) -> None:
    """A certificate that is advised to be renewed answers the plan all the same."""
    now = NOW + 290 * DAY
    found = judge_chain(family.server.der, [family.authority.der], NAME, now, [family.root.der]).to_measurement()
    assert (found.state, found.reason, found.answers) == ("ok", "expires_soon", {"security.certificate": "server"})
