"""What is done with hand-over packs from their screen: looked at, signed for, offered, taken back, printed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.packs.lines import GROUP, LINE, said_lines

if TYPE_CHECKING:
    from counter_tui.services.views.packs import PackLineView, PacksView, PackView
    from counter_tui.services.views.printing import Printed
    from counter_tui.services.views.staff import StaffView


Seen = tuple[frozenset[str], dict[int, str]]
"""The groups of a pack that were accepted, and why which line was refused."""


class PackActs(DeskScreen):
    """The acts; what is shown is in ``PacksScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask what there is."""

        def show(self) -> None:
            """Draw it anew."""

        def marked_row(self) -> str:
            """The id of the marked row, empty where there is none."""

        def turn_to(self, pack: str) -> None:
            """Show this pack, as far as it was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._found: PacksView | None = None
        self._staff: tuple[StaffView, ...] = ()
        self._shown = ""
        self._accepted: frozenset[str] = frozenset()
        self._refusals: dict[int, str] = {}
        self.pressed: dict[str, Seen] = {}
        """By pack, how far it was looked at and not written yet."""
        self._one_at_a_time = Lock()

    def groups_left(self) -> list[str]:
        """The groups that are neither accepted nor refused line by line."""
        pack = self.pack()
        if pack is None:
            return []
        return [
            kind
            for kind, lines in pack.groups
            if kind not in self._accepted and any(line.place not in self._refusals for line in lines)
        ]

    def go_on(self) -> None:
        """Put the mark on the next group that nobody has looked at."""

    def pack(self) -> PackView | None:
        """The pack that is shown."""
        return next((each for each in self.sheets() if each.pack_id == self._shown), None)

    def sheets(self) -> tuple[PackView, ...]:
        """The packs one can go through: those that wait, what is in hand, those of today that were settled."""
        found = self._found
        if found is None:
            return ()
        return (*found.waiting, found.in_hand, *found.settled)

    def marked_lines(self) -> tuple[PackLineView, ...]:
        """The marked line, or those of the marked group."""
        pack, row = self.pack(), self.marked_row()
        if pack is None:
            return ()
        if row.startswith(LINE):
            return tuple(line for line in pack.lines if f"{LINE}{line.place}" == row)
        return tuple(line for line in pack.lines if f"{GROUP}{line.kind}" == row)

    def on_group(self) -> bool:
        """Whether a group is marked."""
        return self.marked_row().startswith(GROUP)

    def action_accept(self) -> None:
        """Accept the marked group, or take that back; a refused line is refused no more."""
        self.accept(back=True)

    def accept(self, *, back: bool) -> None:
        """Accept the group that is marked, or whose line is; ``back`` takes it, or the line's refusal, back."""
        lines = self.marked_lines()
        if not lines or not self.waits():
            return
        if back and not self.on_group() and self._refusals.pop(lines[0].place, None) is not None:
            self._changed()
            return
        kind = lines[0].kind
        was = kind in self._accepted
        if was and not back:
            return
        self._accepted = self._accepted - {kind} if was else self._accepted | {kind}
        self._changed()
        if not was:
            self.go_on()

    def waits(self) -> bool:
        """Whether a pack is shown that waits for a signature, and the person may work with it."""
        pack = self.pack()
        return pack is not None and bool(pack.pack_id) and pack.state == "offered" and self.may("write")

    def _changed(self) -> None:
        self.show()
        self._keep()

    def _keep(self) -> None:
        """Keep how far it was looked at: what is pressed while that is written is written after it."""
        self.pressed[self._shown] = (self._accepted, dict(self._refusals))
        self._write_on()

    def _write_on(self) -> None:
        self.write(self._write_pressed, self._kept, group="keep")

    def _write_pressed(self) -> dict[str, Seen]:
        with self._one_at_a_time:
            pressed = dict(self.pressed)
            for pack, seen in pressed.items():
                self.services.packs.keep(self.actor, pack, *seen)
            return pressed

    def _kept(self, written: dict[str, Seen]) -> None:
        for pack, seen in written.items():
            if self.pressed.get(pack) is seen:
                del self.pressed[pack]
        if self.pressed:
            self._write_on()

    async def on_unmount(self) -> None:
        """Keep what was pressed last, whoever closed the screen."""
        if self.pressed:
            with suppress(RuleBroken):
                await asyncio.to_thread(self._write_pressed)

    def action_refuse(self) -> None:
        """Ask why the marked line, or every line of the group, is refused."""
        lines = [line for line in self.marked_lines() if line.may_refuse]
        if not lines or not self.waits():
            return
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.screens.matter.words import Words

        service, actor, pack = self.services.packs, self.actor, self._shown
        accepted, before = self._accepted, dict(self._refusals)
        act = f"refuse {lines[0].place}" if len(lines) == 1 else f"refuse {lines[0].kind}"

        def deed(reason: str) -> Any:
            refusals = {**before, **{line.place: reason for line in lines}}
            service.keep(actor, pack, accepted, refusals)
            return refusals

        given = (actor, pack, act)
        words = Words({}, partial(service.keep_words, *given), partial(service.drop_words, *given))
        what = lines[0].name if len(lines) == 1 else said_lines(len(lines))
        title = _("Why is “{what}” refused?").format(what=what)
        dialog = TextDialog(title, deed, placeholder=_("the giver reads it"), words=words)
        self.app.push_screen(dialog, self._refused)
        self.ask(partial(service.begun_words, *given), dialog.go_on_with, group="begun")

    def _refused(self, refusals: Any) -> None:
        if refusals:
            self._refusals = dict(refusals)
            self.show()

    def action_sign(self) -> None:
        """Who takes over signs for the pack."""
        pack = self.pack()
        if pack is None or not self.waits():
            return
        if left := self.groups_left():
            self.counter.tell(self.counter.say(RuleBroken("pack_group_open", pack_group=left[0])), "warning")
            self.go_on()
            return
        from counter_tui.screens.packs.asking import Signing

        service, find = self.services.packs, self.services.staff.find
        accepted, refusals = self._accepted, dict(self._refusals)

        def deed(pin: str) -> Any:
            return service.take(find(pack.to), pin, pack.pack_id, accepted, refusals)

        told = _("{count} accepted, {refused} refused.").format(
            count=said_lines(len(pack.lines) - len(refusals)), refused=len(refusals)
        )
        lead = (_("You lead the shift from then on."),) if pack.lead else ()
        title = _("{name} ({number}) takes over from {giver}").format(
            name=pack.to_name, number=pack.to, giver=pack.giver_name
        )
        self.app.push_screen(Signing(title, (told, *lead), deed), self._signed)

    def _signed(self, pack: Any) -> None:
        if pack:
            self._shown = pack.pack_id
            words = _("Signed: everything accepted is {name}'s from now on.").format(name=pack.to_name)
            self.counter.tell(words)
            self.counter.poll()
        self.look()

    def action_offer(self) -> None:
        """Offer everything in one's hands."""
        found = self._found
        if found is None:
            return
        from counter_tui.screens.packs.asking import Offering

        service, actor = self.services.packs, self.actor
        new = service.new(actor)

        def deed(to: str, lead: bool, pin: str) -> Any:
            return service.offer(actor, pin, new, to, lead=lead)

        others = [each for each in self._staff if each.staff_no != actor.staff_no]
        staff = [each for each in others if may(each.role, "write") and not each.stand_in]
        if not staff:
            said = _("Nobody else here may take it over: add a colleague under Staff, on the first screen.")
            self.counter.tell(said, "warning")
            return
        told = _("{lines} in your hands, as they stand at your signature.").format(
            lines=said_lines(len(found.in_hand.lines))
        )
        self.app.push_screen(Offering((told,), staff, deed, leads=found.leads), self._offered)

    def _offered(self, pack: Any) -> None:
        if pack:
            self._shown = pack.pack_id
            words = _("Offered to {name}, who looks at it and signs, here or at another counter.")
            self.counter.tell(words.format(name=pack.to_name))
        self.look()

    def action_withdraw(self) -> None:
        """Take the pack back, once somebody has said yes."""
        pack = self.pack()
        if pack is None or not pack.may_withdraw:
            return
        from counter_tui.screens.dialogs import Confirm

        withdraw = partial(self.services.packs.withdraw, self.actor, pack.pack_id)

        def answered(yes: bool | None) -> None:
            if yes:
                self.write(withdraw, lambda _none: self._withdrawn(), group="withdraw")

        question = _("Take back the pack for {name}? Everything stays where it is.").format(name=pack.to_name)
        self.app.push_screen(Confirm(question, _("Yes, take it back")), answered)

    def _withdrawn(self) -> None:
        self._shown = ""
        self.counter.tell(_("Taken back."))
        self.look()

    def action_print(self) -> None:
        """Print the pack."""
        pack = self.pack()
        if pack is not None and pack.pack_id:
            print_it: Callable[[], Printed] = partial(self.services.packs.print, self.actor, pack.pack_id)
            self.write(print_it, self._printed, group="print")

    def _printed(self, printed: Printed) -> None:
        self.counter.tell(_("Printed: {file}").format(file=printed.file))

    def action_other(self) -> None:
        """The next pack."""
        ids = [each.pack_id for each in self.sheets()]
        if ids:
            place = ids.index(self._shown) if self._shown in ids else -1
            self.turn_to(ids[(place + 1) % len(ids)])
