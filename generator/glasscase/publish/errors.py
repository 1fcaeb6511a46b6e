"""The one error of publishing, and how text from outside is made safe to show."""

from __future__ import annotations

import re

from glasscase.errors import GlasscaseError

_HTTP_LOGIN = re.compile(r"(https?://)[^/\s]+@", re.IGNORECASE)
_PASSWORD = re.compile(r"([a-z][a-z0-9+.-]*://)[^/\s:@]*:[^/\s]*@", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class PublishError(GlasscaseError):
    """The publication was refused or failed; nothing local or remote was changed."""


def redact(text: str) -> str:
    """Return `text` without logins in addresses and without control characters.

    An HTTP address holds its token as the user name, so there the whole login goes.
    """
    without_logins = _PASSWORD.sub(r"\1***@", _HTTP_LOGIN.sub(r"\1***@", text))
    return _CONTROL.sub("", without_logins)
