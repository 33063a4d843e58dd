"""The commitment letter of one matter: when there is one to sign, and what stands on it.

The customer gives one identity paper and promises the rest (一证受理 with 客户承诺书, 国家电网公司用电业务办理告知书).
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.papers import CommitmentPrinted
from counter_tui.domain.letter.text import LetterText
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_running
from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.domain.staff.roles import require


def decide_letter(matter: Matter, context: Context, version: str, format: str) -> CommitmentPrinted:
    """A letter that names what is still owed now; ``version`` is that of its text, ``format`` that of the paper.

    Raises RuleBroken("not_allowed"), "matter_ended", or "no_letter_needed" where nothing is owed.
    """
    require(context.actor, "accept")
    require_running(matter)
    if not matter.to_bring:
        raise RuleBroken("no_letter_needed")
    return CommitmentPrinted(
        text_version=version,
        papers=tuple(paper.paper for paper in matter.to_bring),
        copy_no=matter.letters,
        format=format,
    )


def is_copy(matter: Matter, fact: CommitmentPrinted) -> bool:
    """Whether it only repeats the letter printed last: the same words about the same papers."""
    return bool(matter.letters) and matter.letter == (fact.text_version, fact.papers)


class Filled(Struct, frozen=True):
    """What a letter is filled in with, in words and masked; an empty ``document`` or ``agent`` is not spoken of.

    ``owed`` are the papers with when, to whom and where they are given; ``remark`` stands under the title.
    """

    station: str
    number: str
    request: str
    customer: str
    document: str
    agent: str
    day: str
    clerk: str
    printed: str
    owed: tuple[Row, ...]
    remark: str = ""


def make_letter(text: LetterText, filled: Filled, language: str) -> Receipt:
    """The letter as it is laid out on paper, in this language ("zh" or "en")."""
    fields = {
        name: getattr(filled, name) for name in filled.__struct_fields__ if name not in ("owed", "remark")
    }
    fields["version"] = text.version

    def say(words: Words) -> str:
        return _fill(words.say(language), fields)

    opening = [text.opening]
    opening += [text.shown] if filled.document else []
    opening += [text.agent] if filled.agent else []
    pledges = tuple(Row(f"{place}.", say(each)) for place, each in enumerate(text.pledges, start=1))
    return Receipt(
        station=filled.station,
        title=say(text.title),
        copy=filled.remark,
        sections=(
            Section("", tuple(Row("", say(each)) for each in opening)),
            Section(say(text.owed), filled.owed, stacked=True),
            Section(say(text.pledge), pledges),
        ),
        sign=tuple(say(each) for each in text.sign),
        foot=say(text.foot),
    )


def _fill(said: str, fields: Mapping[str, str]) -> str:
    """The text with its fields; what a customer's data holds in braces stays as it is."""
    return said.format_map(fields)
