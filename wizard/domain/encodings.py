"""Text files as Windows' programs save them: UTF-8 with or without its mark, UTF-16 with its own."""

import codecs

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def unwrap_utf8(content: bytes) -> bytes:
    """Return a text as UTF-8 without a mark, where its mark tells that it is UTF-8 or UTF-16; else what was given.

    Notepad and PowerShell write UTF-16 ("Unicode"). Without a mark nothing is guessed, and what breaks its own encoding
    is returned as it is, to be refused by whoever reads it as UTF-8.
    """
    for mark, encoding in _MARKS:
        # The mark of UTF-32 begins with that of UTF-16: its zeros would be read as characters.
        if content.startswith(mark) and content != mark and not content.startswith(codecs.BOM_UTF32_LE):
            try:
                return content[len(mark) :].decode(encoding).encode()
            except UnicodeDecodeError:
                return content
    return content.removeprefix(codecs.BOM_UTF8)
