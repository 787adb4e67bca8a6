"""Measurements kept apart: when, what they take the place of, and what somebody decides on them."""

import pytest

from tests.factories import Json, make_answers, make_evidence, read_answers
from wizard.domain.evidence.apart import count_in, imply_apart, keep_run_apart
from wizard.domain.evidence.collection import add_evidence, add_run, keep_newest
from wizard.domain.evidence.deciding import count_evidence, remove_evidence
from wizard.domain.evidence.record import Evidence

PLANNED = "10.20.0.15"
LATER, LATEST = "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"


def read(*evidence: Json) -> tuple[Evidence, ...]:
    """Return measurements as a plan reads them."""
    return read_answers(make_answers() | {"evidence": list(evidence)}).evidence or ()


def check_address(**changes: object) -> Json:
    """Return a failed check of the server's address, as earlier versions keep it too."""
    values = {"addresses": "10.9.9.9, fe80::1", "host_name": "laptop"}
    return make_evidence(
        probe="server.address", facts=[], answers=None, state="failed", target=PLANNED, values=values
    ) | changes  # fmt: skip


def tell(evidence: tuple[Evidence, ...]) -> dict[str, str | None]:
    """Return what keeps each probe's measurement apart."""
    return {each.probe: each.apart for each in evidence}


@pytest.mark.parametrize(
    ("changes", "apart"),
    [
        ({}, "other_address"),
        ({"state": "ok"}, None),
        ({"state": "unknown", "reason": "address_not_planned"}, None),
        ({"state": "unknown", "reason": "name_of_another"}, "other_name"),
        ({"state": "unknown", "reason": "not_readable"}, None),
    ],
)
def test_run_on_another_machine_is_kept_apart(changes: Json, apart: str | None) -> None:
    """Everything that one run measures as the server goes by whether it is the planned one."""
    found = keep_run_apart(read(make_evidence(), check_address(**changes)), role_said=True)
    assert tell(found) == {"server.memory": apart, "server.address": apart}


def test_run_without_a_role_is_kept_apart() -> None:
    """Where nobody said what the machine is nothing counts, but for what hangs on no machine."""
    pc = {"role": "station", "answers": None}
    found = keep_run_apart(
        read(
            make_evidence(**pc, probe="station.memory"),
            make_evidence(**pc, probe="tls.certificate_file"),
            make_evidence(**pc, probe="proof.flow"),
        ),
        role_said=False,
    )
    assert tell(found) == {"station.memory": "role_not_said", "tls.certificate_file": None, "proof.flow": None}


def test_old_file_s_failed_address_keeps_its_machine_apart() -> None:
    """What a laptop measured as the server counts no more, whenever it did; other machines and roles do."""
    laptop = {"machine": "LAPTOP"}
    evidence = read(
        check_address(**laptop),
        make_evidence(**laptop),
        make_evidence(**laptop, probe="server.processor", taken_at="2026-11-20T08:00:00Z"),
        make_evidence(**laptop, probe="station.memory", role="station"),
        make_evidence(probe="server.system"),
    )
    assert tell(imply_apart(evidence, PLANNED)) == {
        "server.address": "other_address",
        "server.memory": "other_address",
        "server.processor": "other_address",
        "station.memory": None,
        "server.system": None,
    }


def test_newest_address_check_of_a_machine_decides() -> None:
    """A machine that has the planned address by now is the planned one, and so is one whose address was planned."""
    old, new = check_address(), check_address(state="ok", taken_at=LATER)
    assert tell(imply_apart(read(make_evidence(), new, old), PLANNED)) == {
        "server.memory": None,
        "server.address": None,
    }
    assert tell(imply_apart(read(make_evidence(), old), "10.9.9.9"))["server.memory"] is None
    assert tell(imply_apart(read(make_evidence(), old), None))["server.memory"] == "other_address"


def test_counted_in_it_stays_so() -> None:
    """Once somebody said that a machine's measurements count, its failed address check keeps nothing apart any more."""
    old = read(make_evidence(), check_address())
    marked = imply_apart(old, PLANNED)
    for before in (old, marked):
        counted = count_evidence(before, marked, PLANNED)
        assert tell(counted) == {"server.memory": None, "server.address": "other_address"}
        assert imply_apart(counted, PLANNED) == counted
    assert count_in(counted) == counted


def test_one_of_several_is_counted_in() -> None:
    """What nobody chose stays apart, and says why."""
    old = read(make_evidence(), make_evidence(probe="server.processor"), check_address())
    wanted = [each for each in imply_apart(old, PLANNED) if each.probe == "server.memory"]
    assert tell(count_evidence(old, wanted, PLANNED)) == {
        "server.memory": None,
        "server.processor": "other_address",
        "server.address": "other_address",
    }


@pytest.mark.parametrize("add", [add_evidence, add_run])
def test_what_is_kept_apart_takes_the_place_of_nothing_that_counts(add: object) -> None:
    """A run that nobody said the role of leaves the machine's earlier measurement; one that counts takes over both."""
    assert callable(add)
    counting = read(make_evidence())
    apart = read(make_evidence(apart="role_not_said", taken_at=LATER))
    both = add(counting, apart)
    assert {each.apart for each in both} == {None, "role_not_said"}
    again = read(make_evidence(taken_at=LATEST))
    assert add(both, again) == again
    newer = read(make_evidence(apart="role_not_said", taken_at=LATEST))
    assert {(each.apart, each.taken_at) for each in add(both, newer)} == {
        (None, counting[0].taken_at),
        ("role_not_said", LATEST),
    }


def test_of_one_moment_what_counts_is_kept() -> None:
    """Counted in in one copy of a plan and not in another, it counts."""
    apart, counting = read(make_evidence(apart="role_not_said")), read(make_evidence())
    assert keep_newest((*apart, *counting)) == add_evidence(counting, apart) == counting


def test_clock_set_right_takes_nothing_that_counts() -> None:
    """Earlier measurements with a clock ahead are no newer than a run; those that count outlast one that does not."""
    ahead = read(make_evidence(taken_at="2026-11-25T08:00:00Z"))
    assert add_run(ahead, read(make_evidence(apart="role_not_said"))) == ahead
    assert add_run(ahead, read(make_evidence())) == read(make_evidence())


def test_removed_measurement_brings_no_older_one_back() -> None:
    """What the removed one had taken the place of goes with it; other machines, loads and marks stay."""
    old, new = make_evidence(), make_evidence(taken_at=LATER)
    other = make_evidence(machine="OTHER")
    evidence = read(old, new, other)
    assert remove_evidence(evidence, read(new), PLANNED) == read(other)
    loads = read(*(make_evidence(values={"voice.calls": calls}) for calls in (1, 45)))
    assert remove_evidence(loads, loads[:1], PLANNED) == loads[1:]
    apart = make_evidence(apart="role_not_said", taken_at=LATER)
    assert remove_evidence(read(old, apart), read(apart), PLANNED) == read(old)


def test_removal_of_what_an_old_file_implies() -> None:
    """What is shown as kept apart is found again in the file, which says nothing of it."""
    evidence = read(make_evidence(), check_address(), make_evidence(machine="TWS02"))
    unwanted = [each for each in imply_apart(evidence, PLANNED) if each.apart]
    assert remove_evidence(evidence, unwanted, PLANNED) == read(make_evidence(machine="TWS02"))


def test_removal_leaves_the_other_ports_of_a_flow() -> None:
    """Of a range the ports that are shown in another row stay."""
    flow = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": 40_000, "ports": "40000-40004"}
    shared = {"probe": "proof.flow", "facts": ["NET-20"], "answers": None}
    (whole,) = read(make_evidence(**shared, flow=flow))
    (part,) = read(make_evidence(**shared, flow=flow | {"port": 40_002, "ports": None}, taken_at=LATER))
    kept = add_evidence((whole,), (part,))
    left = remove_evidence(kept, (part,), PLANNED)
    assert [each.spans for each in left] == [((40_000, 40_001), (40_003, 40_004))]
