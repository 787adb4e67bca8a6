"""What is claimed of a link: as much as the sample carries, on both sides of every bound."""

import random
import socket
from dataclasses import replace

import pytest

from tests.checks.proof.link import Link, Loses, Way, lose_always, lose_at_random, lose_each
from wizard.checks.probe import Measurement
from wizard.checks.proof.calls import LINGER_MARGIN_SECONDS, Recording, choose_linger
from wizard.checks.proof.echo import CALLS_AT_MOST
from wizard.checks.proof.packet import PACKETS_PER_SECOND
from wizard.checks.proof.quality import BUFFER_MS, PACKETISATION_MS
from wizard.checks.proof.voice import LARGEST_LOSS_PERCENT, SECONDS
from wizard.checks.proof.voice_verdict import LONGEST_DELAY_MS, UNDISTURBED_DELAY_MS, judge_recording
from wizard.domain.evidence.wording import name_measure, name_reason

# What a test of one call sends.
PACKETS = SECONDS * PACKETS_PER_SECOND
# What the voice itself takes of the delay: the network may take the rest, there and back.
OWN_MS = PACKETISATION_MS + BUFFER_MS


def judge(recording: Recording, wanted: int | None = None) -> Measurement:
    """Return the verdict on a recording, at the loss that is borne by itself."""
    calls = recording.calls if wanted is None else wanted
    return judge_recording(recording, Measurement("unknown"), calls, LARGEST_LOSS_PERCENT)


def tell(recording: Recording, wanted: int | None = None) -> tuple[str, str | None]:
    """Return state and reason alone."""
    found = judge(recording, wanted)
    return found.state, found.reason


def read(found: Measurement, name: str) -> float:
    """Return a figure."""
    assert found.values is not None
    return float(found.values[f"voice.{name}"])


def slow(round_trip_ms: float) -> Link:
    """Return a link without loss of such a delay there and back."""
    return Link(Way(delay_ms=round_trip_ms / 2), Way(delay_ms=round_trip_ms / 2))


def lose_evenly(count: int) -> Loses:
    """Lose so many packets of a call, none beside another."""
    return lose_each(*([True] + [False] * 50) * count)


@pytest.mark.parametrize(
    ("round_trip_ms", "state", "reason", "mos"),
    [
        (904, "failed", "voice.delay", 2.79),
        (301, "ok", "voice.delay_noticed", 4.18),
        (1_200, "failed", "voice.delay", 2.42),
        (20, "ok", None, 4.36),
    ],
)
def test_delay_counts(round_trip_ms: float, state: str, reason: str | None, mos: float) -> None:
    """904 ms there and back is 512 ms from mouth to ear: no call. 301 ms is noticed, and acceptable."""
    found = judge(slow(round_trip_ms).send())
    assert (found.state, found.reason) == (state, reason)
    assert read(found, "mos") == pytest.approx(mos, abs=0.02)
    assert read(found, "delay_mouth_to_ear_ms") == pytest.approx(round_trip_ms / 2 + OWN_MS, abs=0.01)


@pytest.mark.parametrize(
    ("one_way_ms", "state", "reason"),
    [
        (UNDISTURBED_DELAY_MS, "ok", None),
        (UNDISTURBED_DELAY_MS + 0.1, "ok", "voice.delay_noticed"),
        (LONGEST_DELAY_MS, "ok", "voice.delay_noticed"),
        (LONGEST_DELAY_MS + 0.1, "failed", "voice.delay"),
    ],
)
def test_both_sides_of_the_delays_of_g114(one_way_ms: float, state: str, reason: str | None) -> None:
    """150 ms is undisturbed and 400 ms acceptable, each to the last; more is not."""
    assert tell(slow(2 * (one_way_ms - OWN_MS)).send()) == (state, reason)


def test_long_delay_loses_nothing() -> None:
    """1.2 s there and back, and as much in one direction: no packet is lost on either way, nor late."""
    for link in (slow(1_200), Link(Way(delay_ms=1_200), Way(delay_ms=1))):
        found = judge(link.send())
        assert (found.state, found.reason) == ("failed", "voice.delay")
        figures = ("loss_there_percent", "loss_back_percent", "late_there_percent", "late_back_percent")
        assert [read(found, figure) for figure in figures] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("round_trips_ms", "seconds"),
    [((), 3.0), ((10,), 1.0), ((500,), 1.0), ((501,), 1.001), ((10, 1_200), 1.7), ((2_500,), 3.0), ((9_000,), 3.0)],
)
def test_last_echoes_are_waited_for_as_long_as_the_slowest_took(
    round_trips_ms: tuple[int, ...], seconds: float
) -> None:
    """Half a second more than the slowest, from one second to three."""
    recording = Recording(1, round_trips_us=[each * 1_000 for each in round_trips_ms])
    assert choose_linger(recording) == pytest.approx(seconds)
    assert LINGER_MARGIN_SECONDS == 0.5


@pytest.mark.parametrize(
    ("link", "there", "back"),
    [
        (Link(there=Way(lose_always)), 100.0, None),
        (Link(back=Way(lose_always)), 0.0, 100.0),
        (Link(Way(lose_each(*[True] * 750)), Way(lose_always)), 50.0, 100.0),
        (Link(back=Way(lose_always), told=False), None, None),
    ],
)
def test_total_loss_is_failed(link: Link, there: float | None, back: float | None) -> None:
    """Leave was granted through this port and no packet came back: not carried, each direction as far as counted."""
    found = judge(link.send())
    assert (found.state, found.reason) == ("failed", "voice.nothing_back")
    assert found.values is not None
    assert found.values.get("voice.loss_there_percent") == there
    assert found.values.get("voice.loss_back_percent") == back
    assert {"voice.mos", "voice.round_trip_ms", "voice.late_there_percent", "voice.jitter_back_ms"}.isdisjoint(
        found.values
    )


def test_total_loss_without_any_answer_is_failed_too() -> None:
    """The count's question was lost as well; where the port is told to be closed, somebody closed the listener."""
    silence = Link(back=Way(lose_always), told=False, reached=False).send()
    assert tell(silence) == ("failed", "voice.nothing_back")
    silence.refused = True
    assert tell(silence) == ("unknown", "voice.broken_off")
    silence.reached = True
    assert tell(silence) == ("failed", "voice.nothing_back")


def test_what_was_not_sent_is_not_lost() -> None:
    """Nothing sent, or too little of it: this machine, not the link."""
    assert tell(Recording(1)) == ("unknown", "voice.pace_not_kept")
    assert tell(Recording(1, sent={0: list(range(97))}, unsent=3)) == ("unknown", "voice.pace_not_kept")
    assert tell(Recording(1, sent={0: list(range(98))}, unsent=2)) == ("failed", "voice.nothing_back")


@pytest.mark.parametrize(
    ("lost", "state", "reason"),
    [(0, "ok", None), (7, "ok", None), (8, "unknown", "voice.sample_too_small"),
     (15, "unknown", "voice.sample_too_small"), (23, "unknown", "voice.sample_too_small"),
     (24, "failed", "voice.loss")],
)  # fmt: skip
@pytest.mark.parametrize("direction", ["there", "back"])
def test_loss_is_judged_by_what_the_sample_leaves_open(
    direction: str, lost: int, state: str, reason: str | None
) -> None:
    """Of 1,500 packets up to 7 are surely less than 1 %, 24 and more surely above; between them nothing is claimed."""
    way = Way(lose_evenly(lost))
    found = judge((Link(there=way) if direction == "there" else Link(back=way)).send())
    assert (found.state, found.reason) == (state, reason)
    assert read(found, "packets") == PACKETS == 1_500
    least, most = (read(found, f"missing_{direction}_{bound}_percent") for bound in ("least", "most"))
    assert least <= 100 * lost / PACKETS < most
    assert (least > 1.0, most < 1.0) == (state == "failed", state == "ok")


@pytest.mark.parametrize(("packets", "state"), [(250, "unknown"), (367, "unknown"), (368, "ok")])
def test_clean_sample_may_be_too_small(packets: int, state: str) -> None:
    """The 250 packets of five seconds say nothing at 1 %, clean as they are: 0 to 1.5 % is left open."""
    found = judge(Link().send(1, packets))
    assert found.state == state
    assert found.reason == ("voice.sample_too_small" if state == "unknown" else None)
    assert read(found, "packets") == packets


def test_interval_of_a_small_sample_is_told() -> None:
    """Three lost of 250: between 0.2 and 3.5 %, in the direction they were lost in."""
    found = judge(Link(there=Way(lose_evenly(3))).send(1, 250))
    assert (found.state, found.reason) == ("unknown", "voice.sample_too_small")
    assert read(found, "missing_there_least_percent") == pytest.approx(0.25, abs=0.005)
    assert read(found, "missing_there_most_percent") == pytest.approx(3.47, abs=0.005)
    assert read(found, "missing_back_least_percent") == 0
    # A line in print is cut where it is too long: what leaves the verdict open stands first.
    clean_back = judge(Link(there=Way(lose_evenly(12))).send())
    assert list(clean_back.values or {})[2:4] == [
        "voice.missing_there_least_percent",
        "voice.missing_there_most_percent",
    ]


def test_bursts_leave_more_open() -> None:
    """36 lost singly are surely above 1 %; in three bursts of twelve they are three events, and nothing is sure."""
    assert tell(Link(there=Way(lose_evenly(36))).send()) == ("failed", "voice.loss")
    bursts = lose_each(*([True] * 12 + [False] * 300) * 3)
    assert tell(Link(there=Way(bursts)).send()) == ("unknown", "voice.sample_too_small")


@pytest.mark.slow
def test_wrong_verdicts_are_rare() -> None:
    """One call of the default length, 100 links each (seeded): 2 % is not ok and 0.5 % not failed, bursts or not."""
    chance = random.Random(11)  # noqa: S311 - the same links every time
    for burst in (1.02, 2.0, 4.0):
        for share, wrong in ((0.02, "ok"), (0.005, "failed")):
            links = (Link(there=Way(lose_at_random(share, burst, chance))) for _ in range(100))
            assert sum(judge(link.send()).state == wrong for link in links) < 0.05 * 100, (burst, share)


@pytest.mark.slow
def test_verdicts_are_given() -> None:
    """Random loss of 2 % is mostly found failed, and of 0.1 % ok: 100 links each (seeded)."""
    chance = random.Random(12)  # noqa: S311 - the same links every time
    for share, right in ((0.02, "failed"), (0.001, "ok")):
        links = (Link(back=Way(lose_at_random(share, 1 / (1 - share), chance))) for _ in range(100))
        assert sum(judge(link.send()).state == right for link in links) >= 80, share


@pytest.mark.parametrize(("lagged", "reason"), [(30, None), (31, "voice.pace_not_kept")])
def test_sender_that_lags_has_measured_itself(lagged: int, reason: str | None) -> None:
    """Two percent of the packets may leave late; with more nothing is told, of loss neither."""
    assert tell(replace(Link().send(), lagged=lagged)) == ("unknown" if reason else "ok", reason)
    if reason:
        assert tell(replace(Link(there=Way(lose_evenly(29))).send(), lagged=lagged)) == ("unknown", reason)


@pytest.mark.parametrize(
    ("recording", "wanted", "state", "reason"),
    [
        (Link().send(CALLS_AT_MOST, 50), CALLS_AT_MOST, "ok", None),
        (Link().send(CALLS_AT_MOST, 50), CALLS_AT_MOST + 1, "unknown", "voice.more_than_measured"),
        (slow(904).send(CALLS_AT_MOST, 50), CALLS_AT_MOST + 1, "failed", "voice.delay"),
        (Link(there=Way(lose_evenly(90))).send(CALLS_AT_MOST, 50), CALLS_AT_MOST + 1, "failed", "voice.loss"),
    ],
)
def test_more_calls_than_can_be_measured(recording: Recording, wanted: int, state: str, reason: str | None) -> None:
    """What fails at the most calls fails with more; what passes there leaves the rest unknown."""
    assert tell(recording, wanted) == (state, reason)


@pytest.mark.parametrize(
    ("lost_at_the_end", "heard", "verdict"),
    [
        (50, set(), ("unknown", "voice.broken_off")),
        (700, set(), ("unknown", "voice.broken_off")),
        (700, {"reached"}, ("failed", "voice.loss")),
        (49, set(), ("failed", "voice.loss")),
        (49, {"refused"}, ("unknown", "voice.broken_off")),
        (49, {"reached", "refused"}, ("failed", "voice.loss")),
    ],
)
def test_listener_that_went_is_no_loss(lost_at_the_end: int, heard: set[str], verdict: tuple[str, str]) -> None:
    """A last second without an echo and no answer then, or a closed port: somebody may have closed the listener."""
    reached = "reached" in heard
    fates = [False, True, *[False] * 8] * 40
    fates = fates + [False] * (PACKETS - len(fates) - lost_at_the_end) + [True] * lost_at_the_end
    recording = Link(back=Way(lose_each(*fates)), told=reached, reached=reached).send()
    assert tell(replace(recording, refused="refused" in heard)) == verdict


def test_rate_is_told_with_and_without_headers() -> None:
    """172 bytes fifty times a second are 68 kbit/s, 80 with UDP and IPv4, 88 with IPv6; what left this PC counts."""
    four, six = Link().send(), replace(Link().send(), family=socket.AF_INET6)
    assert [read(judge(each), "sent_kbit_s") for each in (four, six)] == [68, 68]
    assert [read(judge(each), "sent_with_headers_kbit_s") for each in (four, six)] == [80, 88]
    half = replace(Link().send(), unsent=PACKETS)
    assert [read(judge(half), f"sent_{each}kbit_s") for each in ("", "with_headers_")] == [34, 40]


def test_everything_that_is_told_has_words() -> None:
    """Every figure and reason of a verdict is worded."""
    found = judge(Link().send(1, 50))
    assert found.values is not None
    assert [name for name in found.values if name_measure(name).label.text == name] == []
    for reason in ("broken_off", "delay", "delay_noticed", "nothing_back", "sample_too_small"):
        assert name_reason(f"voice.{reason}").text != f"voice.{reason}"
