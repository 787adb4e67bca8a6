"""What a processor's name says: family, rank among PC processors, nominal clock. Pure text, no reading."""

import re

# "Intel" or "AMD" and none of the families below is another family; a name without a maker (QEMU's "Common KVM
# processor") hides what the processor is.
_FAMILIES = (
    ("xeon", re.compile(r"\bXeon\b", re.IGNORECASE)),
    ("epyc", re.compile(r"\bEPYC\b", re.IGNORECASE)),
    ("ryzen", re.compile(r"\bRyzen\b", re.IGNORECASE)),
    # Core 2 and the Core Duo before it are no Core i.
    ("core", re.compile(r"\bIntel\b.*\bCore\b(?!\(TM\)\s*2|\(TM\)\s*Duo|\s*2|\s*Duo)", re.IGNORECASE)),
)
# What QEMU's processor models are called (target/i386/cpu.c): a label for a set of features, whatever the host has.
# Real processors carry Intel's marks, (R) or (TM), or AMD's number.
_LABEL = re.compile(
    r"\b(QEMU|KVM)\b|^Intel (Core|Xeon|Atom|Celeron|Pentium)(?!.*\((R|TM)\))|^Westmere\b|\bClass (Core|Opteron|Xeon)\b"
    r"|^AMD EPYC(-[A-Za-z]+)?(-v\d+)? Processor\b|^AMD Opteron \d+ \(Gen|^Hygon Dhyana Processor\b",
    re.IGNORECASE,
)
_KNOWN_MAKER = re.compile(r"\b(Intel|AMD|Qualcomm|Snapdragon|Ampere|VIA)\b", re.IGNORECASE)

# Intel's "Core 7", "Core Ultra 7" and "Core Ultra X7" carry on the rank of i7; AMD's "Ryzen AI 7" and "Ryzen 7 PRO"
# that of Ryzen 7. "Core m3" and "Ryzen AI MAX" are families of their own, which nobody ranks among these.
_CORE_RANK = re.compile(r"\bCore(?:\(TM\))?\s+(?:i([3579])\b|Ultra\s+X?([3579])\b|([3579])\s)", re.IGNORECASE)
_RYZEN_RANK = re.compile(r"\bRyzen\s+(?:AI\s+)?([3579])\b", re.IGNORECASE)
# How a Core i's number tells its generation (Intel, "About Intel Processor Numbers"): three digits are the first; of
# four the first digit, or the first two where that is a 1; of five the first two. N300 and N305 tell none.
_CORE_NUMBER = re.compile(r"\bi[3579](?:-| CPU\s+)(\d{3,5})(?!\d)", re.IGNORECASE)
_FIRST_GENERATION_DIGITS, _FOUR_DIGITS = 3, 4
# "Core Ultra 7 155H", "Core 5 210H": the first digit is the series.
_CORE_SERIES = re.compile(r"\bCore(?:\(TM\))?\s+(?:Ultra\s+X?)?[3579]\s+(\d)\d{2}(?!\d)", re.IGNORECASE)
_BELOW = re.compile(
    r"\b(Celeron|Pentium|Atom|Core\(TM\)2|Core\(TM\) Duo|Processor N\d+|N\d{2,4}|Athlon|Sempron|Turion|Phenom"
    r"|A(4|6|8|9|10|12)-\d+|E[12]-\d+)\b",
    re.IGNORECASE,
)
_PRINTED_CLOCK = re.compile(r"@\s*(\d{1,2}(?:\.\d{1,2})?)\s*GHz", re.IGNORECASE)


def is_label(name: str) -> bool:
    """Say whether a name is one that a hypervisor gives, and not the processor's own."""
    return bool(_LABEL.search(name.strip()))


def find_family(name: str) -> str | None:
    """Return the family as ``server.processor_family`` writes it; None where the name does not tell."""
    if is_label(name):
        return None
    for family, pattern in _FAMILIES:
        if pattern.search(name):
            return family
    return "other" if _KNOWN_MAKER.search(name) else None


def find_rank(name: str) -> str | None:
    """Return the rank as ``stations.groups.*.processor`` writes it; None where the name does not tell."""
    ryzen = _RYZEN_RANK.search(name)
    if ryzen:
        return f"ryzen_{ryzen[1]}"
    core = _CORE_RANK.search(name) if find_family(name) == "core" else None
    if core:
        return f"core_i{core[1] or core[2] or core[3]}"
    return "below_core_i3" if find_family(name) == "other" and _BELOW.search(name) else None


def find_generation(name: str) -> int | None:
    """Return the generation of a Core i as Intel counts it in the number; None where the name does not tell."""
    number = _CORE_NUMBER.search(name) if find_family(name) == "core" else None
    if not number:
        return None
    digits = number[1]
    if len(digits) == _FIRST_GENERATION_DIGITS:
        return 1
    return int(digits[0] if len(digits) == _FOUR_DIGITS and digits[0] != "1" else digits[:2])


def find_series(name: str) -> int | None:
    """Return the series of a Core or Core Ultra, which has no generation; None where the name does not tell."""
    series = _CORE_SERIES.search(name) if find_family(name) == "core" else None
    return int(series[1]) if series else None


def find_printed_clock(name: str) -> float | None:
    """Return the clock in GHz that the name prints behind an @; None where it prints none."""
    printed = _PRINTED_CLOCK.search(name)
    return float(printed[1]) if printed else None
