"""The one-time code that is shown at one end and typed at the other, and the key made of it."""

import hashlib
import secrets

from wizard.errors import WizardError

# Crockford's Base32: no I, L, O or U, so that what is read aloud or copied by hand cannot be taken for something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Five bits each: 55 bits that nobody guesses while a listener is open.
SECRET_LETTERS = 11
CODE_LETTERS = SECRET_LETTERS + 1
GROUP = 4
_MISREAD = str.maketrans("OIL", "011")
# A code serves one listener once, so the salt only keeps this key apart from other uses of the same text. About 16 MB
# and 50 ms each: who recorded a message must spend that on each of 2**55 codes.
_SALT = b"tws-preinstall two-ended proof 1"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1


def make_code() -> str:
    """Return a new code of twelve letters in three groups; the last letter finds typing mistakes."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
    return _group(letters + ALPHABET[_check(letters)])


def read_code(text: str) -> str:
    """Return a code as it was shown, however it was typed: case, blanks, dashes, O for 0, I and L for 1.

    Raises:
        WizardError: it is no code of this kind, or a letter of it is wrong.

    """
    letters = "".join(each for each in text.upper() if each.isalnum()).translate(_MISREAD)
    if len(letters) != CODE_LETTERS or not set(letters) <= set(ALPHABET):
        raise WizardError("The code has {count} letters and digits, as the listening end shows it.", count=CODE_LETTERS)
    if ALPHABET[_check(letters[:-1])] != letters[-1]:
        raise WizardError("A letter of the code is wrong: compare it with the one that the listening end shows.")
    return _group(letters)


def derive_key(code: str) -> bytes:
    """Return the 32 bytes that both ends make of a code (scrypt, RFC 7914); slow on purpose, so call it aside.

    Raises:
        WizardError: as ``read_code``.

    """
    text = read_code(code).encode("ascii")
    return hashlib.scrypt(text, salt=_SALT, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, dklen=32)


def _group(letters: str) -> str:
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _check(letters: str) -> int:
    """Return the check letter's place: Luhn's sum to the base 32, which finds every single wrong letter."""
    base, total = len(ALPHABET), 0
    for place, letter in enumerate(reversed(letters)):
        value = ALPHABET.index(letter) * (2 - place % 2)
        total += value // base + value % base
    return -total % base
