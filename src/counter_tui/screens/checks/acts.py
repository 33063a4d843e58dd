"""What is done on a list of checks: answering, recording, adding and dropping items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.checks.decide import asks_words, may_look, require_words
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.checks import CheckAnswer, Result
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.matter.words import Words
from counter_tui.widgets.fact_table import FactTable

if TYPE_CHECKING:
    from counter_tui.services.views.checks import Checked, ItemView, ListView


class CheckActs(DeskScreen):
    """The acts; what is shown is in ``CheckScreen``.

    ``found`` is what this person found and has not recorded, by item. It is kept in the store at every answer.
    """

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask how the list stands."""

        def show(self) -> None:
            """Show the items with what was found."""

        def table(self) -> FactTable | None:
            """The table of the items."""

        def marked(self) -> ItemView | None:
            """The marked item."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.check: ListView | None = None
        self.found: dict[str, CheckAnswer] = {}
        self._keep_again = False

    @property
    def words(self) -> Words:
        """Keeps what was found; another one after each recording."""
        made: Words | None = self.__dict__.get("_words")
        if made is None:
            made = self.__dict__["_words"] = self._words_for("")
        return made

    def _words_for(self, about: str) -> Words:
        kept, given = self.services.check_words, (self.actor, self.code, about)
        return Words({}, partial(kept.keep, *given), partial(kept.drop, *given))

    def items(self) -> tuple[ItemView, ...]:
        """The items in force."""
        return tuple(each for each in self.check.items if each.in_force) if self.check else ()

    def item(self, code: str) -> ItemView | None:
        """The item in force with this code."""
        return next((each for each in self.items() if each.item == code), None)

    def kept(self) -> dict[str, list[str]]:
        """What was found, as it is kept."""
        return {code: [each.result, each.words] for code, each in self.found.items()}

    def _keep(self) -> None:
        if not self.write(partial(self.words.keep, self.kept()), self._was_kept, group="words"):
            self._keep_again = True

    def _was_kept(self, _none: None) -> None:
        again, self._keep_again = self._keep_again, False
        if again:
            self._keep()

    def action_found(self, result: Result) -> None:
        """Say what was found at the marked item; what failed asks for words."""
        item = self.marked()
        if item is None:
            return
        if not may_look(self.actor, item.who):
            self.refused(RuleBroken("check_for_lead", item=item.name))
        elif asks_words(result, required=item.required):
            self._ask_words(item, result)
        else:
            self._answer(item, result, "")

    def _answer(self, item: ItemView, result: Result, words: str) -> None:
        self.found[item.item] = CheckAnswer(item=item.item, result=result, words=words)
        self._keep()
        self.show()
        if (table := self.table()) is not None and table.marked == item.item:
            table.action_cursor_down()

    def _ask_words(self, item: ItemView, result: Result) -> None:
        given = self.found.get(item.item)
        title = _("What is wrong with “{item}”?") if result == "failed" else _("Why is “{item}” not here?")
        place = _("in a few words")
        if result == "failed":
            place = _("such as: {what}").format(what=self.word(item.failed))

        def deed(typed: str) -> Any:
            return require_words(typed, result, item.name, required=item.required)

        text = given.words if given and given.result == result else ""
        title = title.format(item=self.word(item.name))
        self._ask(title, place, item.item, deed, lambda words: self._answer(item, result, words), text)

    def _ask(
        self,
        title: str,
        place: str,
        about: str,
        deed: Callable[[str], Any],
        then: Callable[[Any], None],
        text: str = "",
    ) -> None:
        """Ask for words, which are kept while they are typed and dropped once the deed was done."""
        from counter_tui.screens.matter.ask import TextDialog

        drop = partial(self.services.check_words.drop, self.actor, self.code, about)

        def do(typed: str) -> Any:
            done = deed(typed)
            drop()
            return (done,)

        dialog = TextDialog(title, do, placeholder=place, text=text, words=self._words_for(about))
        self.app.push_screen(dialog, lambda done: then(done[0]) if done else None)
        begun = partial(self.services.check_words.begun, self.actor, self.code, about)
        self.ask(begun, dialog.go_on_with, group="begun")

    def action_rest(self) -> None:
        """Everything else is in order."""
        for item in self._rest():
            self.found[item.item] = CheckAnswer(item=item.item, result="ok")
        self._keep()
        self.show()

    def _rest(self) -> tuple[ItemView, ...]:
        """What nobody has looked at; once everything was, all but what was not in order: another round."""
        mine = [
            each for each in self.items() if may_look(self.actor, each.who) and each.item not in self.found
        ]
        left = tuple(each for each in mine if not each.result)
        return left or tuple(each for each in mine if each.result == "ok" and not self.found)

    def action_clear(self) -> None:
        """Take back what was found at the marked item."""
        if (item := self.marked()) is not None and self.found.pop(item.item, None) is not None:
            self._keep()
            self.show()

    def action_record(self) -> None:
        """Record what was found."""
        checks, actor, words = self.services.checks, self.actor, self.words
        answers = tuple(self.found.values())
        deed: Callable[[], Any] = partial(checks.done, actor, self.code, answers)
        self.write(lambda: words.sending(deed), partial(self._recorded, answers), group="record")

    def _recorded(self, answers: tuple[CheckAnswer, ...], checked: Any) -> None:
        done: Checked = checked
        self.__dict__.pop("_words", None)
        self.found = {}
        self.counter.tell("".join(_told(len(answers), len(done.missing))))
        if not done.problems:
            self.counter.back()
            return
        from counter_tui.screens.checks.told import FaultsTold

        self.app.push_screen(FaultsTold(done.problems, self.today), lambda _none: self.counter.back())

    def action_add(self) -> None:
        """Add an item of the station's own."""
        from counter_tui.screens.checks.form import OwnItem

        words = self._words_for("add")

        def deed(name: str, failed: str, who: str, required: bool) -> Any:
            checks = self.services.checks
            code = checks.add(self.actor, self.code, name, failed, who, required=required)
            self.services.check_words.drop(self.actor, self.code, "add")
            return code

        dialog = OwnItem(deed, words)
        self.app.push_screen(
            dialog, lambda code: self._changed(_("It is on the check now.")) if code else None
        )
        begun = partial(self.services.check_words.begun, self.actor, self.code, "add")
        self.ask(begun, dialog.go_on_with, group="begun")

    def action_drop(self) -> None:
        """Look at the marked item no more."""
        if (item := self.marked()) is None:
            return
        title = _("Why is “{item}” looked at no more?").format(item=self.word(item.name))
        place = _("in a few words") if item.required else _("may stay empty")
        deed = partial(self.services.checks.drop, self.actor, item.item)
        said = _("Dropped; it stands at the end of the check.")
        self._ask(title, place, f"drop {item.item}", deed, lambda _none: self._changed(said))

    def action_restore(self) -> None:
        """Look at the marked item again."""
        if (code := self._dropped()) is not None:
            restore, said = (
                partial(self.services.checks.restore, self.actor, code),
                _("It is looked at again."),
            )
            self.write(restore, lambda _none: self._changed(said), group="restore")

    def _dropped(self) -> str | None:
        """The marked row where it was dropped."""
        table = self.table()
        marked = table.marked if table else None
        known = {each.item for each in self.check.dropped} if self.check else set()
        return marked if marked in known else None

    def _changed(self, said: str) -> None:
        self.counter.tell(said)
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with the marked row."""
        item = self.marked() if action in ("found", "clear", "drop") else None
        possible = {
            "found": item is not None,
            "clear": item is not None and item.item in self.found,
            "drop": item is not None,
            "restore": action == "restore" and self._dropped() is not None,
            "rest": self.check is not None,
            "record": bool(self.found),
        }
        if not possible.get(action, True):
            return False
        return super().check_action(action, parameters)


def _told(recorded: int, missing: int) -> Iterator[str]:
    yield _("Recorded {count}.").format(count=recorded)
    if missing:
        yield " " + _("{count} more have to be looked at.").format(count=missing)
