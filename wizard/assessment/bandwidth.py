"""Traffic at login, in the busy hour and by voice, in total and per site (BW-1, BW-2)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from wizard.assessment.aspects import blame
from wizard.assessment.judging import judge
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, is_positive
from wizard.domain.assessment import SiteTraffic, Traffic
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field
from wizard.i18n import Message, Quantity

BITS_PER_BYTE = 8
BITS_PER_KBIT = 1_000
SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3_600
KBIT_PER_MBIT = 1_000

LOGIN = Message("Traffic at login")
BUSY_HOUR = Message("Traffic in the busy hour")
VOICE = Message("Voice traffic, each way")
LINK_OFFERS = Message("at most {value}, the bandwidth of the link")


class Rate(NamedTuple):
    """An exact rate in kbit/s: ``kbit`` in ``seconds``."""

    kbit: int
    seconds: int


def round_half_up(rate: Rate | None) -> int | None:
    """Return a rate as whole kbit/s, halves up."""
    return None if rate is None else (2 * rate.kbit + rate.seconds) // (2 * rate.seconds)


def exceeds(rate: Rate, offered: Fraction) -> bool:
    """Say whether a rate is above what a link offers, compared exactly."""
    return rate.kbit * offered.denominator > offered.numerator * rate.seconds


def rate_login(situation: Situation, users: Answer) -> Rate | None:
    """Return the kbit/s of all users loading their client within the login window."""
    if users.value is None:
        return None
    rules = situation.rules.bandwidth
    minutes = situation.load.login_window_minutes or rules.default_login_window_minutes
    return _to_kbit_s(situation, users.value * rules.login_kb, minutes * SECONDS_PER_MINUTE)


def rate_busy_hour(situation: Situation, calls: Answer, searches: int = 0, clicks: int = 0) -> Rate | None:
    """Return the kbit/s of calls, supervision alerts, directory searches and click-to-calls in the busy hour."""
    alerter, attendant = situation.licence("alerter").value, situation.licence("smart_attendant").value
    if None in (calls.value, alerter, attendant):
        return None
    rules = situation.rules.bandwidth
    per_call = rules.call_with_alerter_kb if alerter else rules.call_kb
    per_call += rules.supervision_kb_per_call if attendant else 0
    kilobytes = calls.value * per_call + searches * rules.directory_search_kb + clicks * rules.click_to_call_kb
    return _to_kbit_s(situation, kilobytes, SECONDS_PER_HOUR)


def rate_voice(situation: Situation, calls_at_once: Answer) -> Rate | None:
    """Return the kbit/s of the Softphone calls at once, in each direction."""
    count = calls_at_once.value
    return None if count is None else Rate(count * situation.rules.bandwidth.voice_kbit_s, 1)


def _to_kbit_s(situation: Situation, kilobytes: int, seconds: int) -> Rate:
    return Rate(kilobytes * situation.rules.bandwidth.bytes_per_kb * BITS_PER_BYTE, BITS_PER_KBIT * seconds)


def _rates_in_total(situation: Situation) -> tuple[Rate | None, Rate | None, Rate | None]:
    searches = situation.load.directory_searches_per_hour or 0
    clicks = situation.load.click_to_calls_per_hour or 0
    return (
        rate_login(situation, situation.users),
        rate_busy_hour(situation, situation.calls, searches, clicks),
        rate_voice(situation, situation.ask("load", "softphone_calls_at_once")),
    )


def _rates_of_site(situation: Situation, position: int) -> tuple[Rate | None, Rate | None, Rate | None]:
    return (
        rate_login(situation, situation.ask_site(position, "users")),
        rate_busy_hour(situation, situation.ask_site(position, "calls_per_hour")),
        rate_voice(situation, situation.ask_site(position, "softphone_calls_at_once")),
    )


def measure_total(situation: Situation) -> Traffic:
    """Return the traffic of the whole installation."""
    return Traffic(*map(round_half_up, _rates_in_total(situation)))


def _read_link(situation: Situation, position: int) -> Fraction | None:
    link = situation.sites[position].link_mbit_s
    # Through its decimal text, so that 2.52 Mbit/s is exactly 2520 kbit/s.
    return None if link is None else Fraction(str(link)) * KBIT_PER_MBIT


def measure_sites(situation: Situation) -> tuple[SiteTraffic, ...]:
    """Return the traffic of each remote site, and what its link offers."""
    found = []
    for position, name in enumerate(situation.site_names):
        link = _read_link(situation, position)
        traffic = Traffic(*map(round_half_up, _rates_of_site(situation, position)))
        found.append(SiteTraffic(name, traffic, None if link is None else float(link)))
    return tuple(found)


def find_bandwidth(situation: Situation) -> Iterator[Finding | None]:
    """Judge BW-1 and BW-2, in total and per site."""
    softphone = is_positive(situation.licence("softphone"))
    login, busy, voice = _rates_in_total(situation)
    hourly = _hourly_answers(situation, situation.calls)
    extras = tuple(situation.ask("load", name) for name in ("directory_searches_per_hour", "click_to_calls_per_hour"))
    aspects = [
        _report(LOGIN, login, (situation.users, *_login_window(situation))),
        _report(BUSY_HOUR, busy, (*hourly, *extras)),
    ]
    yield judge(situation.edition, "BW-1", "server", aspects)
    at_once = situation.ask("load", "softphone_calls_at_once")
    yield judge(situation.edition, "BW-2", "server", [_report(VOICE, voice, (at_once,))], softphone)
    for position, name in enumerate(situation.site_names):
        login, busy, voice = _rates_of_site(situation, position)
        users, calls, at_once = (
            situation.ask_site(position, each) for each in ("users", "calls_per_hour", "softphone_calls_at_once")
        )
        aspects = [
            _fit(situation, position, LOGIN, login, (users, *_login_window(situation))),
            _fit(situation, position, BUSY_HOUR, busy, _hourly_answers(situation, calls)),
        ]
        yield judge(situation.edition, "BW-1", f"site:{name}", aspects)
        aspects = [_fit(situation, position, VOICE, voice, (at_once,))]
        yield judge(situation.edition, "BW-2", f"site:{name}", aspects, softphone)


def _login_window(situation: Situation) -> tuple[Answer, ...]:
    window = situation.ask("load", "login_window_minutes")
    return (Answer(window.value or situation.rules.bandwidth.default_login_window_minutes, window.field),)


def _hourly_answers(situation: Situation, calls: Answer) -> tuple[Answer, ...]:
    return calls, situation.licence("alerter"), situation.licence("smart_attendant")


def _report(label: Message, rate: Rate | None, answers: tuple[Answer, ...]) -> Aspect:
    if rate is None:
        return Aspect(Level.MISSING, tuple(each.field for each in answers if each.value is None and _is_asked(each)))
    planned = Quantity(round_half_up(rate) or 0, "kbit/s")
    return Aspect(Level.OK, tuple(each.field for each in answers), label, planned=planned)


def _is_asked(answer: Answer) -> bool:
    # Searches and click-to-calls count as none when not given: nobody has to answer them.
    return answer.field not in ("load.directory_searches_per_hour", "load.click_to_calls_per_hour")


def _fit(situation: Situation, position: int, label: Message, rate: Rate | None, answers: tuple[Answer, ...]) -> Aspect:
    link, offered = situation.ask_site(position, "link_mbit_s"), _read_link(situation, position)
    open_fields = tuple(each.field for each in answers if each.value is None)
    # No traffic fits into any link, known or not.
    if offered is None and (rate is None or rate.kbit):
        open_fields = (*open_fields, link.field)
    required = None if offered is None else LINK_OFFERS.fill(value=Quantity(float(offered), "kbit/s"))
    fields = (*(each.field for each in answers), link.field)
    if rate is None or open_fields:
        return Aspect(Level.MISSING, open_fields, name_field(link.field))
    planned = Quantity(round_half_up(rate) or 0, "kbit/s")
    if offered is None or not exceeds(rate, offered):
        return Aspect(Level.OK, fields, label, required, planned)
    # It is the link that is too narrow, or the site that is too large for it: not what all sites have in common.
    own = tuple(field for field in fields if field.startswith(f"sites.{position}."))
    return blame(Aspect(Level.WARNING, fields, label, required, planned), *own)
