"""From the bytes of a file to a text without surprises."""

from __future__ import annotations

import codecs
import re
import unicodedata

from glasscase.findings import Finding, Position, Severity
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.places import Lines

# Directional embeddings, overrides and isolates: they make a line read in another order than
# it is stored. Source: CVE-2021-42574, Unicode UAX #9 section 2.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Characters that some editors and YAML 1.1 take for the end of a line.
_SEPARATORS = "\x85\u2028\u2029"
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_RARE = tuple(f"{_BIDI}{_SEPARATORS}\ufeff\ufffe\uffff" + "".join(map(chr, range(0x7F, 0xA0))))
_HARMLESS = bytes([0x09, 0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)])
_MOST_FINDINGS = 20


def decode(
    data: bytes, path: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[str | None, list[Finding]]:
    """Return the text of a UTF-8 file with Unix line ends, or None where there is none."""
    if len(data) > limits.size:
        return None, [
            Finding(
                "file-too-large",
                Severity.ERROR,
                path,
                f"this file has more than {limits.size:,} bytes, which is the most",
                "Move long prose into a page of its own or split the record into several.",
            )
        ]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [_encoding(path, "this file is encoded as UTF-16", Position(1, 1))]
    findings = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
        findings.append(
            Finding(
                "file-bom",
                Severity.WARNING,
                path,
                "this file starts with an invisible byte order mark",
                "Save it as “UTF-8”, not as “UTF-8 with BOM”.",
                Position(1, 1),
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        message = f"byte 0x{data[error.start]:02X} is not valid UTF-8"
        return None, [*findings, _encoding(path, message, Lines(before).at(len(before)))]
    return normalise(text), findings


def normalise(text: str) -> str:
    """Write every line end of Windows as that of Unix."""
    return text.replace("\r\n", "\n") if "\r" in text else text


def clean(text: str, path: str, first_line: int = 1) -> tuple[str, list[Finding]]:
    """Find characters that readers cannot see, and put a visible one in their place.

    The length of the text does not change, so positions in it stay right.
    """
    if not suspicious(text):
        return text, []
    lines = Lines(text, first_line)
    findings: list[Finding] = []
    for match in _SUSPECT.finditer(text):
        if len(findings) == _MOST_FINDINGS:
            break
        findings.append(character_finding(match[0], path, lines.at(match.start())))
    return _SUSPECT.sub("\N{REPLACEMENT CHARACTER}", text), findings


def suspicious(text: str) -> bool:
    """Tell whether a text holds a character that `clean` would find."""
    if text.isascii():
        return bool(text.encode().translate(None, _HARMLESS)) or "\x7f" in text
    for character in _RARE:
        if character in text:
            return True
    try:
        return bool(text.encode().translate(None, _HARMLESS))
    except UnicodeEncodeError:
        return True


def first_suspect(text: str) -> str:
    """Return the first character that `clean` would find, or nothing."""
    match = _SUSPECT.search(text)
    return match[0] if match else ""


def character_finding(character: str, path: str, position: Position) -> Finding:
    """Return the finding for one invisible or forbidden character."""
    name = f"U+{ord(character):04X}"
    if character in _BIDI:
        return Finding(
            "file-bidi",
            Severity.ERROR,
            path,
            f"the invisible character {name} ({unicodedata.name(character).lower()}) makes"
            " this line read in another order than it is stored",
            "Remove it. The site sets the direction of writing by itself.",
            position,
        )
    if "\ud800" <= character <= "\udfff":
        return _encoding(path, f"half of a character pair ({name}) stands alone", position)
    if character == "\r":
        what = "a carriage return without a line feed"
    elif character in _SEPARATORS:
        what = f"the invisible line separator {name}"
    elif character == "\ufeff":
        what = f"a byte order mark ({name}) inside the text"
    else:
        what = f"the control character {name}"
    return Finding(
        "file-control-character",
        Severity.ERROR,
        path,
        f"{what} stands here",
        "Remove it. Only line ends and tabs may stand beside visible characters.",
        position,
    )


def _encoding(path: str, message: str, position: Position) -> Finding:
    return Finding(
        "file-encoding",
        Severity.ERROR,
        path,
        message,
        "Save the file again with the encoding “UTF-8”.",
        position,
    )
