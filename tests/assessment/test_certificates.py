"""What measured certificates count for: never more than was seen, by today's plan, for old measurements too."""

from datetime import UTC, datetime

import pytest

from tests.factories import Json, make_answers, make_evidence, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment
from wizard.domain.evidence.record import Evidence
from wizard.domain.findings import Finding
from wizard.domain.levels import Level
from wizard.domain.proofs import Currency

NAME = "tws.valmont.example"
NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
SEEN, FILED = "ab" * 32, "cd" * 32


def make_reading(probe: str = "tls.certificate", **changes: object) -> Json:
    """Return a good certificate as the program kept it before it knew of the installation day."""
    values = {"issuer": "CN=Some Authority", "not_after": "2027-11-01T00:00:00Z", "sha256": SEEN}
    given: Json = {
        "probe": probe,
        "facts": ["SEC-3"],
        "values": values | dict(changes.pop("values", {})),  # type: ignore[call-overload]
        "answers": {"security.certificate": "server"},
        "basis": {"security.dns_name": NAME},
        "taken_at": "2026-11-27T08:00:00Z",
    }
    return make_evidence(**given | changes)


def weigh(*evidence: Json, certificate: str | None, day: str | None = "2026-12-15", at: datetime = NOW) -> Assessment:
    """Assess a plan in secure mode with evidence."""
    security = {"secure_mode": True, "dns_name": NAME, "certificate": certificate}
    answers = make_answers(security=security, project={"installation_date": day})
    return assess(read_answers(answers | {"evidence": list(evidence)}), read_edition(), at)


def pick(assessment: Assessment) -> Finding:
    """Return the finding of the certificate."""
    return next(each for each in assessment.findings if each.fact == "SEC-3")


def tell(assessment: Assessment, probe: str = "tls.certificate") -> Evidence:
    """Return what a probe's measurement amounts to."""
    return next(each.evidence for each in assessment.evidence if each.evidence.probe == probe)


@pytest.mark.parametrize("probe", ["tls.certificate", "port.https", "port.tcp"])
@pytest.mark.parametrize("day", [None, "2026-12-15", "2026-11-01"])
def test_network_never_lifts_a_certificate_that_is_not_there(probe: str, day: str | None) -> None:
    """Planned "none", and an inspecting proxy shows a good one: still a blocker, before and after the day."""
    found = weigh(make_reading(probe), certificate="none", day=day)
    assert pick(found).level is Level.BLOCKER
    assert (tell(found, probe).state, tell(found, probe).reason) == ("unknown", "no_certificate_planned")
    assert (tell(found, probe).values or {})["issuer"] == "CN=Some Authority"


@pytest.mark.parametrize(
    ("day", "level", "state"),
    [
        (None, Level.MISSING, "unknown"),
        ("2026-11-28", Level.MISSING, "unknown"),
        ("2026-11-27", Level.OK, "ok"),
        ("2026-11-01", Level.OK, "ok"),
    ],
)
def test_reading_answers_only_from_the_installation_on(day: str | None, level: Level, state: str) -> None:
    """What answered before the installation day, or with none planned, gives no answer, also once the day is over."""
    later = datetime(2026, 12, 1, tzinfo=UTC)
    found = weigh(make_reading(), certificate=None, day=day, at=later)
    assert (pick(found).level, tell(found).state) == (level, state)
    assert tell(found).reason == (None if state == "ok" else "before_installation")


def test_reading_is_held_against_the_file() -> None:
    """The file's own certificate is met, on the server too; another one may be a proxy's, and is unknown."""
    file = make_reading("tls.certificate_file", values={"sha256": FILED}, taken_at="2026-11-26T08:00:00Z")
    met = weigh(make_reading(values={"sha256": FILED}), file, certificate="server")
    assert (tell(met).state, tell(met).reason) == ("ok", None)
    other = weigh(make_reading(), file, certificate="server", day="2026-11-01")
    assert (tell(other).state, tell(other).reason) == ("unknown", "another_certificate")
    assert pick(other).level is Level.OK


def test_file_for_another_name_is_not_compared_with() -> None:
    """A file that was judged for a name that the plan no longer gives says nothing of what the server shows."""
    file = make_reading("tls.certificate_file", values={"sha256": FILED}, basis={"security.dns_name": "old.example"})
    assert tell(weigh(make_reading(), file, certificate="server", day="2026-11-01")).state == "ok"


def test_file_answers_the_plan() -> None:
    """A certificate that the customer holds is one, whatever was noted, and it needs no server yet."""
    assert pick(weigh(make_reading("tls.certificate_file"), certificate="none")).level is Level.OK


@pytest.mark.parametrize("probe", ["tls.certificate", "tls.certificate_file"])
@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("2026-12-12T00:00:00Z", "expires_before_installation"),
        ("2026-12-15T23:59:58Z", "expires_before_installation"),
        ("2026-11-28T09:59:59Z", "expired"),
    ],
)
def test_old_measurement_is_judged_for_the_day(probe: str, end: str, reason: str) -> None:
    """A plan file says met of a certificate that ends before the installation: it is a blocker."""
    found = weigh(make_reading(probe, values={"not_after": end}), certificate="server")
    assert (pick(found).level, tell(found, probe).state, tell(found, probe).reason) == (
        Level.BLOCKER,
        "failed",
        reason,
    )


@pytest.mark.parametrize(
    ("end", "level"),
    [
        ("2026-12-15T23:59:59Z", Level.WARNING),
        ("2027-01-14T23:59:58Z", Level.WARNING),
        ("2027-01-14T23:59:59Z", Level.OK),
    ],
)
def test_little_left_after_the_day_is_advice(end: str, level: Level) -> None:
    """Fewer than 30 days left after the day: a warning, never a silent ok, and no blocker."""
    found = pick(weigh(make_reading("tls.certificate_file", values={"not_after": end}), certificate="server"))
    assert found.level is level
    assert any(aspect.advised for aspect in found.aspects) is (level is Level.WARNING)


def test_moved_day_outdates_what_went_by_it() -> None:
    """A measurement that was judged for a day counts no more once that day is another."""
    basis = {"security.dns_name": NAME, "project.installation_date": "2026-12-15"}
    reading = make_reading("tls.certificate_file", basis=basis)
    for day, currency in (("2026-12-15", Currency.FRESH), ("2026-12-16", Currency.OUTDATED)):
        (weighed,) = weigh(reading, certificate="none", day=day).evidence
        assert weighed.currency is currency
        assert pick(weigh(reading, certificate="none", day=day)).level is (
            Level.OK if currency is Currency.FRESH else Level.BLOCKER
        )


def test_refused_certificate_stays_refused() -> None:
    """An unknown authority is refused before the installation as after it."""
    refused = make_reading(state="failed", reason="unknown_issuer", answers=None)
    for day in (None, "2026-12-15", "2026-11-01"):
        assert pick(weigh(refused, certificate="server", day=day)).level is Level.BLOCKER


def test_measurement_without_an_end_is_left_as_it_is() -> None:
    """Where the end of the validity was not read, or cannot be, nothing is made up."""
    for end in ("", "soon", 7, True):
        reading = make_reading("tls.certificate_file", values={"not_after": end})
        assert tell(weigh(reading, certificate=None), "tls.certificate_file").state == "ok"
