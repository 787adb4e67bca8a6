"""What a text hides, or makes its reader's machine do, spelled out: for every output alike."""

import unicodedata

# What a terminal obeys or hides instead of showing: control characters, changes of direction, private use.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def spell_hidden(text: str) -> str:
    """Return a text safe to be shown: what would act or hide instead of showing stands as its number (U+001B)."""
    # Nearly every text: what Python calls not printable are these spaces, line ends, and what is hidden.
    if text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ").isprintable():
        return text
    return "".join(
        f"\u2039U+{ord(each):04X}\u203a" if each != "\n" and unicodedata.category(each) in _HIDDEN_CATEGORIES else each
        for each in text
    )
