"""What identifies a person in a text: validated numbers, addresses, accounts and names.

A pattern with a checksum is only told where the checksum holds. One without stands beside a word
that says what it is, or has a shape that little else has. Nothing here knows of records.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of a text that identifies somebody."""

    what: str
    """What it is, with its article: `an IBAN`."""
    start: int
    text: str


_LENGTHS = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20
EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24
PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TN24 TR26 UA29 VA22 VG24
XK20
""".split()
_IBAN_LENGTHS = {one[:2]: int(one[2:]) for one in _LENGTHS}
"""Lengths by country: ISO 13616 registry."""

_NAMED_NUMBER = (
    "passport|identity card|driving licen[cs]e|driver'?s licen[cs]e|social security|"
    "national insurance|tax (?:id|number)|NHS number|medical record|patient (?:id|number)|"
    "Aadhaar|PESEL|BSN|Steuer-?ID|Personalausweis\\w*|Sozialversicherungsnummer|"
    "passeport|carte d'identité|sécurité sociale|pasaporte"
)
_SPACES = re.compile(r"[\s.-]")


def iban(text: str) -> bool:
    """Tell whether a text is an IBAN: the length of its country, and ISO 7064 mod 97-10."""
    compact = _SPACES.sub("", text)
    if _IBAN_LENGTHS.get(compact[:2]) != len(compact):
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def luhn(text: str) -> bool:
    """Tell whether the digits of a text end with their check digit (ISO/IEC 7812-1)."""
    digits = [int(letter) for letter in text if letter.isdigit()][::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def payment_card(text: str) -> bool:
    """Tell whether a text is a number of a payment card: issuer, length and Luhn."""
    digits = re.sub(r"\D", "", text)
    if len(set(digits)) == 1:
        return False
    two, four = int(digits[:2]), int(digits[:4])
    lengths: tuple[int, ...] = ()
    if digits[0] == "4":
        lengths = (13, 16, 19)
    elif 51 <= two <= 55 or 2221 <= four <= 2720 or two == 65 or four == 6011:
        lengths = (16,)
    elif two in (34, 37):
        lengths = (15,)
    return len(digits) in lengths and luhn(digits)


def nir(text: str) -> bool:
    """Tell whether a text is a French social security number: its key is 97 minus the rest."""
    compact = _SPACES.sub("", text).upper().replace("2A", "19").replace("2B", "18")
    return compact.isdigit() and int(compact[13:]) == 97 - int(compact[:13]) % 97


def dni(text: str) -> bool:
    """Tell whether a text is a Spanish DNI or NIE: its letter is the remainder by 23."""
    compact = _SPACES.sub("", text)
    digits = compact[:-1].replace("X", "0", 1).replace("Y", "1", 1).replace("Z", "2", 1)
    return compact[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23]


def codice_fiscale(text: str) -> bool:
    """Tell whether a text is an Italian tax code, by its last letter."""
    first = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18)
    odd = (*first, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)

    def place(letter: str) -> int:
        return int(letter) if letter.isdigit() else ord(letter) - ord("A")

    total = sum(odd[place(c)] if n % 2 == 0 else place(c) for n, c in enumerate(text[:15]))
    return text[15] == chr(ord("A") + total % 26)


def belgian(text: str) -> bool:
    """Tell whether a text is a Belgian national number: 97 minus the rest of birth and serial."""
    digits = re.sub(r"\D", "", text)
    body, key = digits[:9], int(digits[9:])
    return key in (97 - int(body) % 97, 97 - int(f"2{body}") % 97)


def swedish(text: str) -> bool:
    """Tell whether a text is a Swedish personal number: a day of birth, and Luhn."""
    digits = re.sub(r"\D", "", text)[-10:]
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31 and luhn(digits)


def public_address(text: str) -> bool:
    """Tell whether a text is an IP address that can lead to somebody: one of the open internet.

    `3.5.1.2` is taken for the number of a section, or of a version.
    """
    if "." in text and sum(len(part) > 1 for part in text.split(".")) < 2:
        return False
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def _always(_text: str) -> bool:
    return True


class _Kind(NamedTuple):
    what: str
    pattern: re.Pattern[str]
    """Its group `it`, or the whole, is what is found."""
    valid: Callable[[str], bool] = _always


_code = partial(re.compile, flags=re.ASCII)

_KINDS = (
    _Kind(
        "an IBAN",
        _code(r"(?<![\w-])[A-Z]{2}\d{2}(?:(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\w-])"),
        iban,
    ),
    _Kind(
        "a number of a payment card",
        _code(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)"),
        payment_card,
    ),
    _Kind(
        "a French social security number",
        _code(
            r"(?<![\w.-])[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d"
            r"(?![\w-]|\.\d)"
        ),
        nir,
    ),
    _Kind(
        "a US social security number",
        _code(r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-]|\.\d)"),
    ),
    _Kind(
        "a British national insurance number",
        _code(
            r"(?<![\w-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"( ?)\d\d\1\d\d\1\d\d\1[A-D](?![\w-])"
        ),
    ),
    _Kind(
        "a Spanish identity number",
        _code(r"(?<![\w.-])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\w-])"),
        dni,
    ),
    _Kind(
        "an Italian tax code",
        _code(r"(?<!\w)[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?!\w)"),
        codice_fiscale,
    ),
    _Kind(
        "a Belgian national number",
        _code(r"(?<![\w.-])\d\d\.[01]\d\.[0-3]\d-\d{3}\.\d\d(?![\w-]|\.\d)"),
        belgian,
    ),
    _Kind(
        "a Swedish personal number",
        _code(r"(?<![\w.-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-]|\.\d)"),
        swedish,
    ),
    _Kind(
        "a number of an identity document",
        re.compile(
            rf"(?<!\w)(?:{_NAMED_NUMBER})(?:'s)?(?: (?:no\.?|number|nummer|numéro|is|was))*[ :#]+"
            r"(?P<it>(?=(?:[A-Z0-9 /-]*\d){5})[A-Z0-9](?:[ /-]?[A-Z0-9]){4,18})(?!\w)"
        ),
    ),
    _Kind(
        "a licence plate",
        re.compile(
            r"(?<!\w)(?:(?:licen[cs]e|number|registration) plates?|plaque d'immatriculation|"
            r"immatriculée?|Kennzeichen)(?: (?:no\.?|number|is|was))*[ :]+"
            r"(?P<it>(?=[A-Z0-9ÄÖÜ -]*\d)(?=[A-Z0-9ÄÖÜ -]*[A-ZÄÖÜ])[A-Z0-9ÄÖÜ]{1,3}"
            r"(?:[ -]?[A-Z0-9]{1,4}){1,3})(?!\w)"
        ),
    ),
    _Kind(
        "an IP address",
        _code(
            r"(?<![\w.:/-])(?<!version )(?<!Version )(?<!release )(?<!build )"
            r"(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\w)"
        ),
        public_address,
    ),
    _Kind(
        "an IP address",
        _code(r"(?<![\w.:/-])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w.:-])"),
        public_address,
    ),
    _Kind(
        "an account",
        _code(
            r"(?<![\w@/.`:\"'$-])@(?!media|import|param|return|here\b|channel\b)[A-Za-z_]\w{2,29}"
            r"(?:@[\w-]+(?:\.[\w-]+)+)?(?![\w/@`({]|\.\w)"
        ),
    ),
    _Kind(
        "an account",
        _code(
            r"(?<!\w)(?:linkedin\.com/in/|reddit\.com/u(?:ser)?/|(?:twitter|x)\.com/(?=\w+/status/))"
            r"[\w-]{3,}"
        ),
    ),
)
_MAYBE = re.compile(r"\d{2}|::|@|\.com/|\.me/|[Pp]assport|[Pp]late")

_TITLED = re.compile(
    r"(?<![\w.])(?!Prof\.? Code)(?:Mr|Mrs|Ms|Mx|Dr|Prof|Mme|Mlle|Sr|Sra|Herrn?|Frau|"
    r"Monsieur|Madame|Professor|Doctor|Dott|Sig)\.?[ \u00a0](?:[A-Z]\. ?)*"
    r"[^\W\d_a-zß-öø-ÿ][\w'’-]*[^\W\d_](?:[ -][^\W\d_a-zß-öø-ÿ][\w'’-]*[^\W\d_])?"
)
_PERSONS = (
    "employee|customer|user|patient|driver|student|applicant|victim|engineer|journalist|witness|"
    "worker|man|woman|boy|girl|child|teenager|resident|passenger|teacher|doctor|nurse|developer"
)
_CALLED = re.compile(
    rf"(?<!\w)(?:{_PERSONS})(?: (?:was|is))?,? (?:named|by the name of|whose name (?:is|was)) "
    r"(?P<it>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)
_MAYBE_NAME = re.compile(
    r"\b(?:M[rsx]|Mrs|Mme|Mlle|Dr|Prof|S[ri]|Sra|Sig|Herr|Frau|Mon|Mad|Do)|name"
)


def maybe(text: str) -> bool:
    """Tell fast whether a text may hold an identifier or a name."""
    return _MAYBE.search(text) is not None or _MAYBE_NAME.search(text) is not None


def identifiers(text: str) -> Iterator[Piece]:
    """Yield numbers and accounts that identify somebody, in their order, none within another."""
    if _MAYBE.search(text) is None:
        return
    found = sorted(
        (match.start(group), -len(match[group]), kind.what, match[group])
        for kind in _KINDS
        for match in kind.pattern.finditer(text)
        for group in ["it" if "it" in kind.pattern.groupindex else 0]
        if kind.valid(match[group])
    )
    end = 0
    for start, negative, what, piece in found:
        if start >= end:
            yield Piece(what, start, piece)
            end = start - negative


def names(text: str) -> Iterator[Piece]:
    """Yield names of persons that a title or a word such as `named` announces."""
    if _MAYBE_NAME.search(text) is None:
        return
    found = [(match.start(), match[0]) for match in _TITLED.finditer(text)]
    found += [(match.start("it"), match["it"]) for match in _CALLED.finditer(text)]
    found.sort()
    for position, (start, piece) in enumerate(found):
        if not any(a <= start < a + len(b) for a, b in found[:position]):
            yield Piece("a name", start, piece)
