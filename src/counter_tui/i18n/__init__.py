"""The two languages of the program: message ids are English, Chinese is the language it starts in.

One compiled catalogue per language (``zh.mo``, ``en`` needs none) is made by ``scripts/translations.py`` from the
fragments in ``po/``. It is read when the first text is asked for, not at import.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

_chosen: list[Language] = ["zh"]


def set_language(code: Language) -> None:
    """Use this language for every text asked for from now on, in the whole process."""
    _chosen[0] = code


def language() -> Language:
    """The language in use."""
    return _chosen[0]


def _(message: str) -> str:
    """The message in the language in use; call it when the text is shown, never when a class is made."""
    return message if _chosen[0] == "en" else _catalogue("zh").gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for this count in the language in use (Chinese has one form)."""
    if _chosen[0] == "en":
        return singular if count == 1 else plural
    return _catalogue("zh").ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for translation where it cannot be translated yet; show it with ``_`` later."""
    return message


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    source = Path(__file__).with_name(f"{code}.mo")
    if not source.is_file():
        return gettext.NullTranslations()
    with source.open("rb") as stream:
        return gettext.GNUTranslations(stream)
