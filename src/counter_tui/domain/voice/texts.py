"""Notices and cards as they are written: in a file, or in a form."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, field

from counter_tui.domain.catalogue.models import Block
from counter_tui.domain.role import Role

_Code = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$")]
_Text = Annotated[str, Meta(min_length=1, max_length=4000)]


class NoticeText(Block, frozen=True, kw_only=True):
    """A notice somebody wrote: ``summary`` of at most three lines is what everybody reads, ``text`` the whole of it.

    ``edition`` 0 is the one after the newest.
    """

    code: _Code
    edition: Annotated[int, Meta(ge=0, le=9999)] = 0
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    summary: Annotated[str, Meta(min_length=1, max_length=200)]
    text: str = ""
    audience: Annotated[tuple[Role, ...], Meta(min_length=1)] = ("clerk", "guide", "lead", "head")
    valid_from: date = field(name="from")
    valid_until: date | None = field(name="until", default=None)
    supersedes: tuple[_Code, ...] = ()


class Said(Block, frozen=True, kw_only=True):
    """A text of the station: Chinese, and English where somebody has written it."""

    zh: _Text
    en: str = ""


class CardText(Block, frozen=True, kw_only=True):
    """A card somebody wrote: the question in ``title``, what is said to it in ``text``.

    ``topics`` are the codes of what customers ask about; ``source`` is the title of the document it comes from,
    ``notice`` the code of the notice it rests on. ``edition`` 0 is the one after the newest.
    """

    code: _Code
    edition: Annotated[int, Meta(ge=0, le=9999)] = 0
    topics: tuple[str, ...] = ()
    title: Said
    text: Said
    source: str = ""
    notice: str = ""
    valid_from: date = field(name="from")
    valid_until: date | None = field(name="until", default=None)
