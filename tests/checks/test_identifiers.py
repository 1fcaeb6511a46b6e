"""What identifies a person: valid numbers are found, and what only looks like one is not.

All numbers are those of documentation, or made up with a correct check digit.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.checks.identifiers import identifiers, luhn, names

FOUND = [
    ("The refund went to GB29 NWBK 6016 1331 9268 19 instead.", "GB29 NWBK 6016 1331 9268 19"),
    ("Account DE89370400440532013000.", "DE89370400440532013000"),
    ("A card, 4111 1111 1111 1111, was shown", "4111 1111 1111 1111"),
    ("A card, 3782-822463-10005, was shown", "3782-822463-10005"),
    ("It printed 1 89 05 49 588 157 23 twice", "1 89 05 49 588 157 23"),
    ("the number 078-05-1120 of an applicant", "078-05-1120"),
    ("It answered with AB 12 34 56 C.", "AB 12 34 56 C"),
    ("DNI 12345678Z of one person", "12345678Z"),
    ("NIE X1234567L of one person", "X1234567L"),
    ("The code MRTMTT91D08F205J was in it", "MRTMTT91D08F205J"),
    ("The number 93.05.18-223.61 was in it", "93.05.18-223.61"),
    ("The number 811218-9876 was in it", "811218-9876"),
    ("her passport no. X1234567 was quoted", "X1234567"),
    ("a car with the licence plate AB-123-CD stood there", "AB-123-CD"),
    ("Downloads came from 81.2.69.142, at night", "81.2.69.142"),
    ("Downloads came from 2a00:1450:4007:80c::200e", "2a00:1450:4007:80c::200e"),
    ("It was posted by @jane_doe_1990 first", "@jane_doe_1990"),
    ("see linkedin.com/in/jane-doe for it", "linkedin.com/in/jane-doe"),
]

NOT_FOUND = [
    "GB29 NWBK 6016 1331 9268 18 has a wrong check digit",
    "4111 1111 1111 1112 has a wrong check digit",
    "1 89 05 49 588 157 24 has a wrong key",
    "12345678A has a wrong letter",
    "Receipt AIO-SI-2026-0000/2, ticket INC-2026-00412, 10²⁶ operations",
    "Between 1774749600000 and 1774753200000, at 2026-03-29T03:00:00+02:00",
    "000-12-3456, 666-12-3456 and 123-00-4567 were never given out",
    "From 10.2.0.1, 192.168.1.20 and 203.0.113.9 inside our network",
    "Version 12.10.44.21 and section 3.5.1.2",
    "pass@1 rose to 62.4 %, and @app.route is a decorator; `@someone` is code",
    "safety@lumenforge.example and npm install @scope/package",
    "sha256 ec56b311681703d4f3a59a6b165240cbf43752159e760a6d29a326dd294f9982",
    "The window is at 12:30:45, then at 01:02:03:04",
    "No passport was shown, and no licence plate was read.",
]


@pytest.mark.parametrize(("text", "piece"), FOUND)
def test_a_valid_identifier_is_found_once(text: str, piece: str) -> None:
    found = list(identifiers(text))

    assert [one.text for one in found] == [piece]
    assert text[found[0].start :].startswith(piece)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert list(identifiers(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("reported by Mrs. Doe of the day shift", "Mrs. Doe"),
        ("Herr Mustermann rief an", "Herr Mustermann"),
        ("Mme Élodie Exemple a appelé", "Mme Élodie Exemple"),
        ("Dr. J. Doe-Example said so", "Dr. J. Doe-Example"),
        ("a nurse named Jane Doe saw it", "Jane Doe"),
    ],
)
def test_a_name_is_told_by_the_words_before_it(text: str, name: str) -> None:
    assert [one.text for one in names(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Bus. & Prof. Code 22757.11(d)(4)",
        "a model named Aurora, called Aurora 2 Mini",
        "the doctor on call; a professor; Mr and Mrs",
        "California, New York and the AI Office",
    ],
)
def test_other_names_are_not_persons(text: str) -> None:
    assert list(names(text)) == []


@given(st.integers(0, 10**15 - 1))
def test_of_ten_last_digits_one_is_right(number: int) -> None:
    assert sum(luhn(f"{number}{digit}") for digit in range(10)) == 1


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for piece in [*identifiers(text), *names(text)]:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
