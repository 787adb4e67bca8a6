"""What a text hides is spelled out."""

import unicodedata

import pytest

from wizard.dossier.hidden import spell_hidden


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ntext", "plain\ntext"),
        ("\x1b[31m", "\u2039U+001B\u203a[31m"),
        ("a\rb\0", "a\u2039U+000D\u203ab\u2039U+0000\u203a"),
        ("a\u202eb", "a\u2039U+202E\u203ab"),
        ("é\u202f:\u00a0«", "é\u202f:\u00a0«"),
        ("日本😀", "日本😀"),
    ],
)
def test_spell_hidden(text: str, shown: str) -> None:
    """What a terminal would obey or hide is spelled out; letters, signs and spaces of any script stay."""
    assert spell_hidden(text) == shown
    assert not [each for each in spell_hidden(text) if unicodedata.category(each) in ("Cc", "Cf") and each != "\n"]


def test_nothing_else_is_spelled() -> None:
    """Of the characters in everyday use those that act or hide are spelled, each other one stays as it is."""
    hidden = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
    signs = (chr(code) for code in range(0x10000) if code != ord("\n"))
    assert [each for each in signs if (spell_hidden(each) != each) is not (unicodedata.category(each) in hidden)] == []
