"""What is known around the request, in one or two lines above the form, or as a panel beside it where there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from msgspec import Struct

from counter_tui.commands import Command
from counter_tui.commands import acceptance as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.repeats import EVENT_DAYS, REPEAT_DAYS
from counter_tui.i18n import _, language, ngettext
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.views.context import OutagesKnown, Strip, Whose
from counter_tui.services.views.lines import MatterLine
from counter_tui.services.wording.dates import say_day, say_moment
from counter_tui.services.wording.outages import say_outage
from counter_tui.widgets.cells import fold, pad, width
from counter_tui.widgets.fitted import FittedLine, FittedLines
from counter_tui.widgets.lines import Section, plain_look
from counter_tui.widgets.roles import Piece, sign

LABEL_CELLS = {"zh": 13, "en": 19}
"""As wide as the labels of the form below."""

_MOST_EARLIER = 3
_MOST_OUTAGES = 3


class Around(Struct, frozen=True):
    """A strip as it is looked at: the customer's open matters beside it, the moment, signs and keys."""

    strip: Strip
    open_matters: tuple[MatterLine, ...]
    now: datetime
    zone: tzinfo
    plain: bool
    key_of: Callable[[Command], str]

    def lines(self, cells: int) -> Sequence[FittedLine]:
        """The customer on one line, the district on another."""
        customer, last = self._customer(), self.strip.repeats or self.strip.came
        if last:
            taken = LABEL_CELLS[language()] + sum(width(each.text) for each in (*customer, self._dot()))
            customer += [self._dot(), Piece(self._told_shortly(last[0], cells - taken))]
        advice = [self._labelled(_("Advice"), [Piece(self._advice(), "soon")])] if self.strip.advice else []
        return [
            *advice,
            self._labelled(_("Earlier"), customer),
            self._labelled(_("District"), self._district()),
        ]

    def panel(self, cells: int) -> Sequence[FittedLine]:
        """The same a thing a line, with the earlier matters one by one."""
        said = (each.say(language()) for each in self.strip.advice)
        advice = [[Piece(line, "soon")] for each in said for line in fold(each, max(cells - 2, 10))]
        lines = [*advice, self._customer(), *self._earlier(), self._place(), *self._about()]
        return [(Piece("  "), *line) for each in lines for line in folded(each, max(cells - 2, 10))]

    def _labelled(self, label: str, pieces: Sequence[Piece]) -> FittedLine:
        return (Piece(pad(label, LABEL_CELLS[language()]), "secondary"), *pieces)

    def _advice(self) -> str:
        return _("; ").join(each.say(language()) for each in self.strip.advice)

    def _customer(self) -> list[Piece]:
        count, again, came = len(self.open_matters), len(self.strip.repeats), len(self.strip.came)
        pieces = [Piece(_("nothing open"), "quiet")]
        if count:
            words = ngettext("{count} open", "{count} open", count).format(count=count)
            pieces = [Piece(words, "soon"), Piece(f" {self.key_of(commands.OPEN_MATTERS)}", "accent")]
        if again:
            words = _("{count} times in {days} days").format(count=again + 1, days=REPEAT_DAYS)
            said = Piece(f"{sign('soon', self.plain)} {words}", "soon")
        elif came:
            words = ngettext("{count} in {days} days", "{count} in {days} days", came)
            said = Piece(words.format(count=came, days=REPEAT_DAYS), "secondary")
        else:
            said = Piece(_("not here in {days} days").format(days=REPEAT_DAYS), "quiet")
        return [*pieces, self._dot(), said]

    def _earlier(self) -> list[list[Piece]]:
        again = {each.matter_id for each in self.strip.repeats}
        return [
            [Piece(self._told(each), "text" if each.matter_id in again else "quiet")]
            for each in self.strip.came[:_MOST_EARLIER]
        ]

    def _told_shortly(self, matter: MatterLine, room: int) -> str:
        """As much of it as there is room for; its number whole before anything else."""
        told = (self._told(matter), f"{self._day(matter)} {matter.short}", matter.short)
        return next((each for each in told if width(each) <= room), matter.short)

    def _told(self, matter: MatterLine) -> str:
        return f"{self._day(matter)} {matter.kind.say(language())} {matter.short}"

    def _day(self, matter: MatterLine) -> str:
        return say_day(matter.accepted_at.astimezone(self.zone).date(), self.now.astimezone(self.zone).date())

    def _district(self) -> list[Piece]:
        """The district and what is said of it, on one line."""
        if not self.strip.whose.district:
            return [Piece(_("not known"), "quiet")]
        dot = self._dot()
        return [*self._place(), dot, *self._outages_short(), dot, *self._events()]

    def _place(self) -> list[Piece]:
        district = self.strip.whose.district
        return [Piece(district) if district else Piece(_("district unknown"), "quiet")]

    def _about(self) -> list[list[Piece]]:
        return [*self._outages(), self._events()] if self.strip.whose.district else []

    def _outages_short(self) -> list[Piece]:
        """The next outage, with who says so and since when that is known."""
        known = self.strip.outages
        if known.standing != "current" or known.taken_at is None:
            return [Piece(_("outages: no source"), "secondary")]
        pieces = [Piece(_("no outage announced"), "quiet")]
        if known.ahead:
            said = say_outage(known.ahead[0], self.now, self.zone, short=True)
            more = f" +{len(known.ahead) - 1}" if len(known.ahead) > 1 else ""
            pieces = [Piece(f"{sign('soon', self.plain)} {said}{more}", "soon")]
        told = say_day(known.taken_at.astimezone(self.zone).date(), self.now.astimezone(self.zone).date())
        return [*pieces, Piece(f" ({known.source} {told})", "quiet"), *self._by_line()]

    def _outages(self) -> list[list[Piece]]:
        """What is known of outages; without a list that holds, that nothing is known: never that there is none."""
        known = self.strip.outages
        if known.standing != "current" or known.taken_at is None:
            return [self._no_source(known)]
        lines = [
            [Piece(f"{sign('soon', self.plain)} {say_outage(each, self.now, self.zone)}", "soon")]
            for each in known.ahead[:_MOST_OUTAGES]
        ] or [[Piece(_("no outage announced"), "quiet")]]
        as_of = _("as of {when}").format(when=self._moment(known.taken_at))
        said = _("{source}, {as_of}").format(source=known.source, as_of=as_of)
        return [*lines, [Piece(said, "quiet"), *self._by_line()]]

    def _by_line(self) -> list[Piece]:
        count = self.strip.outages.by_line
        words = ngettext("{count} by line only", "{count} by line only", count).format(count=count)
        return [Piece(f" {words}", "soon")] if count else []

    def _no_source(self, known: OutagesKnown) -> list[Piece]:
        pieces = [Piece(_("outages: no source"), "secondary")]
        if known.taken_at is not None:
            old = _("the last list is of {when}").format(when=self._moment(known.taken_at))
            pieces.append(Piece(f" ({old})", "quiet"))
        return pieces

    def _moment(self, at: datetime) -> str:
        return say_moment(at, self.now, self.zone)

    def _events(self) -> list[Piece]:
        days = Piece(_("{days} days").format(days=EVENT_DAYS) + " ", "quiet")
        told = [f"{each.what.say(language())} {each.count}" for each in self.strip.events]
        if past := self.strip.outages.past:
            told.append(ngettext("{count} outage", "{count} outages", past).format(count=past))
        if not told:
            return [days, Piece(_("nothing else taken down"), "quiet")]
        return [days, Piece(_(", ").join(told))]

    def _dot(self) -> Piece:
        return Piece(f" {sign('joined', self.plain)} ", "quiet")


def folded(pieces: Sequence[Piece], cells: int) -> list[list[Piece]]:
    """The line, its last words on lines below where it would be cut."""
    *head, last = pieces
    first, *rest = fold(last.text, max(cells - sum(width(each.text) for each in head), 10))
    return [[*head, Piece(first, last.role)], *([Piece("  " + each, last.role)] for each in rest)]


class LookingAround(DeskScreen):
    """The part of the acceptance screen that asks what is known around the request; it holds up nobody."""

    strip: Strip | None = None
    _looked: Whose = Whose()

    def look_around(self, whose: Whose | None, open_matters: tuple[MatterLine, ...]) -> None:
        """Ask what is known around this request, where it is another question than the last."""
        asked = whose if whose is not None and whose.known else Whose()
        if asked == self._looked:
            self.show_around(open_matters)
            return
        before, self._looked = self._looked, asked
        same = (before.identity_key, before.account) == (asked.identity_key, asked.account)
        if not asked.known or not same:
            # What was known of another customer stands here no longer than it has to.
            self.strip = None
        if asked.known:
            work = self._look(asked, open_matters)
            self.run_worker(work, exclusive=True, group="context", exit_on_error=False)
        self.show_around(open_matters)

    async def _look(self, asked: Whose, open_matters: tuple[MatterLine, ...]) -> None:
        words = ""
        found: Strip | None = None
        try:
            found = await asyncio.to_thread(self.services.context.strip, self.actor, asked)
        except RuleBroken as broken:
            words = self.counter.say(broken)
        except Exception as error:
            if self.is_attached:
                self.failed(error)
            return
        await self.until_it_stands()
        if self.is_attached and asked == self._looked:
            self.strip = found
            if found is None:
                # Asked again at the next pause in typing.
                self._looked = Whose()
            self.show_around(open_matters, words)

    def show_around(self, open_matters: tuple[MatterLine, ...], trouble: str = "") -> None:
        """Show what is known, or why it is not; nothing while there is nothing to ask by."""
        if self.query_one_optional("#around") is None:
            return
        strip, plain = self.strip, plain_look(self)
        self.set_class(strip is not None or bool(trouble), "around")
        self.query_one("#around-title", Section).name_it(_("Around this request"))
        beside, above = self.query_one("#around-side", FittedLines), self.query_one("#around", FittedLines)
        if strip is not None:
            seen = Around(strip, open_matters, self.now(), self.zone, plain, self.counter.key)
            above.show(seen.lines)
            beside.show(seen.panel)
        elif trouble:
            told = (Piece(f"{sign('broken', plain)} {trouble}", "broken"),)
            above.show(lambda _cells: [told])
            beside.show(lambda _cells: [told])
