"""Undo and redo over answers."""

from wizard.gui.history import MOST_STEPS, History


def test_changes_are_taken_back_and_made_again() -> None:
    """Each step leads to the content before or after it, and names its field."""
    history = History({"a": 1})
    history.record({"a": 2}, "a")
    history.record({"a": 2, "b": 1}, "b")
    assert (history.undo(), history.content) == ("b", {"a": 2})
    assert (history.undo(), history.content) == ("a", {"a": 1})
    assert not history.can_undo
    assert (history.redo(), history.content) == ("a", {"a": 2})


def test_typing_in_one_field_is_one_step() -> None:
    """Keys typed in a row in one field are taken back together; another field begins a new step."""
    history = History({})
    for text in ("O", "OX", "OXE"):
        history.record({"name": text}, "name", joined=True)
    history.record({"name": "OXE", "city": "V"}, "city", joined=True)
    history.undo()
    assert history.content == {"name": "OXE"}
    history.undo()
    assert history.content == {}


def test_new_change_forgets_what_was_taken_back() -> None:
    """After a change there is nothing to redo."""
    history = History({})
    history.record({"a": 1}, "a")
    history.undo()
    history.record({"b": 1}, "b")
    assert not history.can_redo


def test_same_content_is_no_step() -> None:
    """Writing what stands there already changes nothing."""
    history = History({"a": 1})
    history.record({"a": 1}, "a")
    assert not history.can_undo
    assert not history.is_changed


def test_saved_content_is_not_changed_until_it_differs() -> None:
    """Undoing back to what was saved needs no saving; a recovered plan always does."""
    history = History({})
    history.record({"a": 1}, "a")
    history.mark_saved()
    assert not history.is_changed
    history.record({"a": 2}, "a")
    assert history.is_changed
    history.undo()
    assert not history.is_changed
    history.mark_saved(saved=False)
    assert history.is_changed


def test_history_is_bounded() -> None:
    """A long day of typing keeps the last steps only."""
    history = History({})
    for number in range(MOST_STEPS + 20):
        history.record({"a": number}, f"field {number}")
    steps = 0
    while history.can_undo:
        history.undo()
        steps += 1
    assert steps == MOST_STEPS - 1


def test_typing_that_was_ended_begins_a_step_of_its_own() -> None:
    """After a pause, an undo or a saving the same field's next change does not swallow the last one."""
    history = History({})
    for text, end in (("1", None), ("18", history.separate), ("180", history.mark_saved), ("1800", None)):
        history.record({"a": text}, "a", joined=True)
        if end is not None:
            end()
    shown = []
    while history.can_undo:
        history.undo()
        shown.append(history.content)
    assert shown == [{"a": "180"}, {"a": "18"}, {}]
    history.redo()
    history.record({"a": "2"}, "a", joined=True)
    history.undo()
    assert history.content == {"a": "18"}


def test_joined_change_that_leads_back_leaves_no_step() -> None:
    """A key typed and deleted again is nothing to take back, whether its answer is null or absent by then."""
    history = History({"a": 1})
    history.record({"a": 1, "b": "x"}, "b", joined=True)
    history.record({"a": 1, "b": None}, "b", joined=True)
    assert not history.can_undo
    history.record({"a": 1, "unread": {"b": "y"}}, "b", joined=True)
    assert history.can_undo
    history.record({"a": 1, "unread": {"b": "yz"}}, "b", joined=True)
    assert history.undo() == "b"
    assert history.content == {"a": 1}
