"""What one entry of plain block YAML looks like, as one regular expression."""

from __future__ import annotations

import re

# Groups that repeat are atomic, not possessive: Python before 3.11.5 matches the latter wrongly.

# The rest of a line of plain text: a colon before a blank, and `#` behind one, end it.
_REST = r"[^:#\n]*+(?>(?:(?::(?![ \n])|(?<!\ )\#)[^:#\n]*+)*)"
# Where a line must start to continue the value of an entry: behind its key, or its hyphen.
_DEEPER = r"\1(?(2)(?(3)\ \ ))\ "
# A line end, empty lines, and the blanks before the next word.
_NEXT = rf"\n(?>(?:\ *+\n)*){_DEEPER}\ *+(?!\n)"

ENTRY = re.compile(
    rf"""
    (\ *+)                                        # 1 its indentation
    (-\ |-(?=\n))?                                # 2 the hyphen of a list's item
    ([A-Za-z_][\w-]{{0,99}}+:(?:\ ++|(?=\n)))?    # 3 its key, with colon and blanks
    (                                             # 4 its value, with blanks behind it
        (?:[^\ \n\-?:,\[\]{{}}\#&*!|>'"%@`]|-(?![\ \n])) {_REST}
        (?>(?:{_NEXT}[^\ \n:\#]{_REST})*)
    |   '[^'\n]*+(?>(?:(?:''|{_NEXT})[^'\n]*+)*)'\ *+
    |   "[^"\\\n]*+(?>(?:(?:\\["\\/nt]|{_NEXT})[^"\\\n]*+)*)"\ *+
    |   [|>][+-]?\ *+(?=\n)
        (?>(?:\n(?:{_DEEPER}[^\n]*+|\ *+(?=\n)))*)
    |   [\[{{](?>(?:[^\#\n]|(?<!\ )\#)*)
    |
    )
    (\n|(?<![^\ \n])\#[^\n]*+\n)                  # 5 a comment, and the end of the line
    |[\s\S]++
    """,
    re.VERBOSE,
)
"""One entry, an empty line or a comment; from what is none of them to the end without groups.

Where all is well, the groups of all matches put together are the text. Nothing in it backtracks
further than to the start of an entry, so that the time is linear for every text.
"""
