"""The one-time code: what is shown can be typed back in many ways, and a wrong letter is found at once."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.assessment.strategies import STEADY
from wizard.checks.proof.code import ALPHABET, CODE_LETTERS, derive_key, make_code, read_code
from wizard.errors import WizardError


def test_codes_differ_and_read_back() -> None:
    """Every code is new, in groups of four, and reads back as itself."""
    codes = {make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(read_code(code) == code and [len(part) for part in code.split("-")] == [4, 4, 4] for code in codes)


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' – ')}\n"],
)
def test_how_it_is_typed_does_not_matter(change: object) -> None:
    """Case, blanks and dashes are forgiven."""
    code = make_code()
    assert callable(change)
    assert read_code(change(code)) == code


def test_letters_that_look_alike_are_forgiven() -> None:
    """O is 0; I and L are 1."""
    code = next(code for code in iter(make_code, "") if "0" in code and "1" in code)
    for one in "IiLl":
        assert read_code(code.replace("0", "O").replace("1", one)) == code


@STEADY
@given(st.integers(0, CODE_LETTERS - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_letter_is_found(place: int, letter: str) -> None:
    """The check letter finds any one letter typed wrong."""
    letters = make_code().replace("-", "")
    assume(letters[place] != letter)
    with pytest.raises(WizardError, match="wrong"):
        read_code(letters[:place] + letter + letters[place + 1 :])


@STEADY
@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_clear_error(text: str) -> None:
    """Whatever is typed, it is a code of the alphabet or one sentence."""
    try:
        read = read_code(text)
    except WizardError as error:
        read = ""
        told = str(error)
    else:
        told = ""
    assert set(read) <= set(ALPHABET) | {"-"}
    assert bool(read) != ("code" in told)


def test_key_depends_on_the_code_alone() -> None:
    """Both ends make the same key of a code, however it is typed, and another of another code."""
    code = make_code()
    assert derive_key(code) == derive_key(code.lower())
    assert derive_key(code) != derive_key(make_code())
    assert len(derive_key(code)) == 32
