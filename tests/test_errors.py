"""Errors are one sentence, whatever they are filled with."""

from wizard.errors import PlanError
from wizard.i18n import Message


def test_sentence_inside_a_sentence_is_told_in_english() -> None:
    """An error for logs holds no trace of how sentences are kept."""
    fault = Message("expected at least {bound}").fill(bound=3)
    assert str(PlanError("{file}: {fault}.", file="a.twsplan", fault=fault)) == "a.twsplan: expected at least 3."
