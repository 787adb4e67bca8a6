"""Name constraints that RFC 5280 does not know and other programs do: DNS names with a leading dot."""

from collections.abc import Iterable, Sequence

from cryptography import x509

from wizard.checks.tls.certificate import find_extension


def may_hold_by_leading_dot(authorities: Iterable[x509.Certificate], names: Sequence[str]) -> bool:
    """Say whether authorities constrain names by a leading dot, and the names keep within their constraints so read.

    ".valmont.example" stands for every name below that domain, as OpenSSL and GnuTLS read it; RFC 5280 knows the form
    for URIs alone (section 4.2.1.10), and a strict verifier refuses it. Other kinds of names are not looked at.
    """
    every = [each for each in (find_extension(one, x509.NameConstraints) for one in authorities) if each is not None]
    bases = [(_list_bases(each.permitted_subtrees), _list_bases(each.excluded_subtrees)) for each in every]
    dotted = any(base.startswith(".") for permitted, excluded in bases for base in (*permitted, *excluded))
    return dotted and all(_keeps_within(name, *each) for each in bases for name in names)


def _list_bases(subtrees: Iterable[x509.GeneralName] | None) -> tuple[str, ...]:
    return tuple(each.value.lower() for each in subtrees or () if isinstance(each, x509.DNSName))


def _keeps_within(name: str, permitted: Sequence[str], excluded: Sequence[str]) -> bool:
    if any(_is_below(name, base) for base in excluded):
        return False
    return not permitted or any(_is_below(name, base) for base in permitted)


def _is_below(name: str, base: str) -> bool:
    name = name.lower().removesuffix(".")
    return name.endswith(base) if base.startswith(".") or not base else f".{name}".endswith(f".{base}")
