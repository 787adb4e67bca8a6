"""Names: what a plan may ask for, and which names of a certificate cover it."""

import pytest

from wizard.checks.tls.names import matches_exactly, matches_wildcard, normalise_name


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("TWS.Example.COM", "tws.example.com"),
        (" tws.example.com. ", "tws.example.com"),
        ("tws", "tws"),
        ("sérveur.example.com", "xn--srveur-bva.example.com"),
        ("10.20.0.15", "10.20.0.15"),
        ("2001:DB8::0001", "2001:db8::1"),
        ("a" * 63 + ".example.com", "a" * 63 + ".example.com"),
        ("a" * 64 + ".example.com", None),
        (".".join(["a" * 49] * 5) + ".fr", ".".join(["a" * 49] * 5) + ".fr"),
        (".".join(["a" * 49] * 5) + ".info", None),
        ("", None),
        (".", None),
        ("tws..example.com", None),
        ("-tws.example.com", None),
        ("tws.example.com\r\nX-Header: 1", None),
        ("tws example.com", None),
        ("*.example.com", None),
        ("10.20.0.256", None),
        ("\ud800.example.com", None),
    ],
)
def test_only_names_and_addresses_are_looked_for(name: str, normalised: str | None) -> None:
    """A name is compared in lower case and ASCII; what is no name is not sent to anybody."""
    assert normalise_name(name) == normalised


@pytest.mark.parametrize(
    ("pattern", "name", "is_covered"),
    [
        ("*.example.com", "tws.example.com", True),
        ("*.EXAMPLE.com", "tws.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "a.tws.example.com", False),
        ("t*.example.com", "tws.example.com", False),
        ("*.com", "example.com", False),
        ("*", "tws", False),
        ("tws.*.com", "tws.example.com", False),
    ],
)
def test_wildcard_is_the_whole_leftmost_label(pattern: str, name: str, is_covered: bool) -> None:  # noqa: FBT001 - the expected answer
    """A wildcard stands for one label, and never for a whole top-level domain."""
    assert matches_wildcard(name, [pattern]) is is_covered


def test_exact_name_ignores_case_and_the_roots_dot() -> None:
    """Letter case and a final dot make no other name."""
    assert matches_exactly("tws.example.com", ["www.example.com", "TWS.Example.com."])
    assert not matches_exactly("tws.example.com", ["*.example.com", "tws.example.com.evil"])
