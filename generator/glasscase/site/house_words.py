"""The few words of the house theme that Material's own translations lack."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH: Mapping[str, str] = {
    "missing.title": "This page does not exist",
    "missing.text": (
        "The address may be mistyped: a record keeps its address once it is published. "
        "Start again from one of these pages:"
    ),
    "palette.system": "Colours follow the system: switch to light",
    "palette.light": "Light colours: switch to dark",
    "palette.dark": "Dark colours: follow the system",
    "permalink": "Permanent link",
    "changes": "All changes",
    "verify": "Verify this site",
    "coverage": "Laws and codes",
    "edition": "Edition",
    "edition.note": "Edition {} of this site, as it stood when it was made.",
    "edition.current": "Read this page on the current site",
    "edition.now": "Current site",
    "footnote.back": "Back to reference {} in the text",
}

_FRENCH: Mapping[str, str] = {
    "missing.title": "Cette page n’existe pas",
    "missing.text": (
        "L’adresse contient peut-être une erreur : un document publié garde son adresse. "
        "Repartez de l’une de ces pages :"
    ),
    "palette.system": "Couleurs du système : passer au clair",
    "palette.light": "Couleurs claires : passer au sombre",
    "palette.dark": "Couleurs sombres : suivre le système",
    "permalink": "Lien permanent",
    "changes": "Toutes les modifications",
    "verify": "Vérifier ce site",
    "coverage": "Lois et codes",
    "edition": "Édition",
    "edition.note": "Édition {} de ce site, tel qu’il était lorsqu’elle a été faite.",
    "edition.current": "Lire cette page sur le site actuel",
    "edition.now": "Site actuel",
    "footnote.back": "Revenir à l’appel {} dans le texte",
}

_GERMAN: Mapping[str, str] = {
    "missing.title": "Diese Seite gibt es nicht",
    "missing.text": (
        "Vielleicht enthält die Adresse einen Fehler: Was veröffentlicht ist, behält seine "
        "Adresse. Weiter geht es auf einer dieser Seiten:"
    ),
    "palette.system": "Farben wie im System: zu hell wechseln",
    "palette.light": "Helle Farben: zu dunkel wechseln",
    "palette.dark": "Dunkle Farben: dem System folgen",
    "permalink": "Dauerhafter Link",
    "changes": "Alle Änderungen",
    "verify": "Diese Website prüfen",
    "coverage": "Gesetze und Kodizes",
    "edition": "Ausgabe",
    "edition.note": "Ausgabe {} dieser Website, wie sie damals war.",
    "edition.current": "Diese Seite in der aktuellen Website lesen",
    "edition.now": "Aktuelle Website",
    "footnote.back": "Zurück zu Stelle {} im Text",
}

_WORDS: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "fr": _FRENCH, "de": _GERMAN}


def house_word(language: str, key: str) -> str:
    """Return the words for `key` in `language` (a code such as `fr-CA`), else in English."""
    return _WORDS.get(language.split("-")[0], _ENGLISH)[key]
