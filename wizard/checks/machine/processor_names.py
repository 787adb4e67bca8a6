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

# Intel's "Core 7" and "Core Ultra 7" carry on the rank of i7; AMD's "Ryzen AI 7" and "Ryzen 7 PRO" that of Ryzen 7.
_CORE_RANK = re.compile(r"\bCore(?:\(TM\))?\s+(?:i([3579])\b|Ultra\s+([3579])\b|([3579])\s)", re.IGNORECASE)
_RYZEN_RANK = re.compile(r"\bRyzen\s+(?:AI\s+)?([3579])\b", re.IGNORECASE)
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


def find_printed_clock(name: str) -> float | None:
    """Return the clock in GHz that the name prints behind an @; None where it prints none."""
    printed = _PRINTED_CLOCK.search(name)
    return float(printed[1]) if printed else None
