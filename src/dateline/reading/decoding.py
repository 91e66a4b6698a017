"""Bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or a recording"),
    (b"%PDF", "a PDF; save its text first"),
    (b"PK\x03\x04", "a ZIP archive or an office document; save its text first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save its text first"),
    (b"{\\rtf", "a rich-text document; save its text first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"(\xb5/\xfd", "compressed with Zstandard; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE = 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ODD_IN_WORD = re.compile(r"[A-Za-zÀ-ÿ][¡-¦¨-ª¬-³µ¶¸-º¼-¿][A-Za-zÀ-ÿ]")
_TURKISH_AS_WESTERN = re.compile(r"[ðþýÐÞÝ]")
_ICELANDIC = re.compile(r"[æÆ]")


class NotText(ValueError):
    """These bytes are no text; the message says what they look like."""


def declared_encoding(head: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark declares, with the mark's length; None without one."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    return None


def guess_encoding(sample: bytes, *, whole: bool = True) -> str:
    """The encoding of bytes without a byte order mark; `whole` is False when they may end inside a character.

    Raises `NotText` when they are no text in any encoding.
    """
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            raise NotText(f"it looks like {what}")
    if b"\x00" in sample:
        return _unmarked_utf16(sample)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        return _legacy(sample[:_SAMPLE])
    return "utf-8"


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of a file, without its byte order mark and otherwise unchanged; `encoding` is what its carrier declared, if anything.

    Raises `NotText` when it is no text.
    """
    marked = declared_encoding(data)
    if marked:
        encoding, skip = marked
        text = data[skip:].decode(encoding, "replace")
    else:
        text = _as_declared(data, encoding) or data.decode(guess_encoding(data), "replace")
    require_text(text)
    return text


def require_text(text: str) -> None:
    """Raises `NotText` when too many of the characters are none that people write."""
    sample = text[:_SAMPLE]
    if not sample:
        return
    controls = len(_CONTROL.findall(sample))
    strange = sum(unicodedata.category(char) in ("Cn", "Co") or char == "\ufffd" for char in sample)
    if controls > 0.02 * len(sample) or strange > 0.1 * len(sample):
        raise NotText("it holds bytes that are no letters in any encoding")


def clean(text: str) -> str:
    """The text with what cannot be stored or printed, lone surrogates and NUL, replaced one for one: every span stays where it was."""
    if _UNSTORABLE.search(text):
        return _UNSTORABLE.sub("\ufffd", text)
    return text


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _as_declared(data: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    try:
        # A declared Latin-1 is Windows-1252 in practice, as the WHATWG encoding standard has it.
        name = codecs.lookup(encoding).name
        return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _unmarked_utf16(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise NotText("it holds zero bytes")


def _legacy(sample: bytes) -> str:
    """An encoding of one byte a letter; the Western reading is tried first, because detectors take it for a Central European one."""
    western = sample.decode("cp1252", "replace")
    letters = sum(char.isalpha() for char in western)
    accented = sum(char.isalpha() and not char.isascii() for char in western)
    if len(_CONTROL.findall(western)) > 0.02 * len(western):
        raise NotText("it holds bytes that are no letters in any encoding")
    if letters and accented <= 0.25 * letters and western.count("\ufffd") <= 0.001 * len(western):
        if not _ODD_IN_WORD.search(western):
            return "cp1254" if _TURKISH_AS_WESTERN.search(western) and not _ICELANDIC.search(western) else "cp1252"
        if not _ODD_IN_WORD.search(sample.decode("cp1250", "replace")):
            return "cp1250"
    best = from_bytes(sample).best()
    if best is None:
        raise NotText("it holds bytes that are no letters in any encoding")
    return best.encoding
