"""Licence identifiers of the Hugging Face Hub and their SPDX counterparts.

Sources: the Hub's list of licences (huggingface.co/docs/hub/repositories-licenses) and the SPDX
licence list 3.27. A Hub identifier that could mean two SPDX licences, such as `gpl-3.0` with and
without "or later", has none here.
"""

from __future__ import annotations

import re

_SPDX = """
Apache-2.0 MIT AFL-3.0 Artistic-2.0 BSL-1.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear
C-UDA-1.0 CC0-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0
CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0
CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CDLA-Sharing-1.0 CDLA-Permissive-1.0
CDLA-Permissive-2.0 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 ISC LPPL-1.3c MS-PL MPL-2.0
NCSA ODC-By-1.0 OFL-1.1 OSL-3.0 PDDL-1.0 PostgreSQL Unlicense WTFPL Zlib
""".split()

_BY_NAME = {spdx.lower(): spdx for spdx in _SPDX}
_BY_NAME |= {"c-uda": "C-UDA-1.0", "pddl": "PDDL-1.0", "odc-by": "ODC-By-1.0"}

_NOISE = re.compile(r"\b(?:the|licen[cs]e|version)\b|\bv(?=\d)")


def spdx(name: str) -> str:
    """Return the SPDX identifier that a licence's name means beyond doubt, or nothing."""
    words = _NOISE.sub(" ", name.casefold().strip())
    key = re.sub(r"[\s_]+", "-", words.replace(",", " ").strip()).strip("-")
    if re.fullmatch(r"apache-?2", key):
        key = "apache-2.0"
    return _BY_NAME.get(key, "")


def says_nothing(name: str) -> bool:
    """Tell whether a licence's name does not name one."""
    return name.strip().casefold() in {"", "other", "unknown", "none", "n/a", "proprietary"}
