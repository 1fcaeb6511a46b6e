"""The words in which fields and fixed values are shown to readers."""

from __future__ import annotations

from glasscase.records.words import field, value

__all__ = [
    "ABSENCES",
    "AUTHORITY_NAMES",
    "BASES",
    "KINDS",
    "LANGUAGE",
    "field",
    "value",
]

LANGUAGE = "en"
"""The language of these words, and so of everything on a page that no record brings."""

KINDS = {
    "protocol": ("Protocol", "Protocols"),
    "model": ("Model card", "Models"),
    "incident": ("Incident summary", "Incidents"),
    "provider": ("Provider", "Provider"),
}

ABSENCES = {
    "not-applicable": "Not applicable",
    "not-available": "Not available",
    "not-yet": "Not yet",
}

AUTHORITY_NAMES = {
    "ai-office": "the AI Office",
    "national-authorities": "national authorities",
    "downstream-providers": "downstream providers",
    "state-authorities": "state authorities",
    "auditors": "auditors",
}

BASES = {
    "trade-secret": "trade secret",
    "cybersecurity": "cybersecurity",
    "public-safety": "public safety",
    "national-security": "national security",
    "legal-obligation": "legal obligation",
    "personal-data": "personal data",
    "third-party-confidence": "confidence of a third party",
    "reserved": "reserved for those to whom it is owed",
}
