"""Every form that keeps what is typed: the program is gone while it is open, and what was typed stands there again."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import counter_tui.screens
from counter_tui.domain.close.models import Cash
from counter_tui.i18n import set_language
from counter_tui.screens.actions.form import Days, ItemForm, LookDialog
from counter_tui.screens.checks.form import OwnItem
from counter_tui.screens.close.forms import CountDialog
from counter_tui.screens.comments.form import CommentInput, CommentsForm
from counter_tui.screens.matter import words as keeping
from counter_tui.screens.matter.ask import ActDialog, PickDialog, TextDialog
from counter_tui.screens.matter.call import CallDialog
from counter_tui.screens.matter.correct import Correctable, CorrectDialog
from counter_tui.screens.matter.decide import DecideDialog
from counter_tui.screens.matter.hand_over import HandOverDialog
from counter_tui.screens.matter.tasks import TaskDialog
from counter_tui.screens.matter.unit import UnitDialog
from counter_tui.screens.matter.words import Keeping, Words
from counter_tui.screens.praise.form import PraiseForm
from counter_tui.screens.recovery.form import Field, RecoveryForm
from counter_tui.screens.shift.take import TakeDialog
from counter_tui.screens.site_card.form import SiteCardForm
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from support.apps import app_on, settled, signed_in
from support.roles import staffed
from support.stations import WANG, SmallStation

TODAY = date(2025, 11, 20)
DAYS = Days(TODAY, lambda _days: TODAY)
CHOICES = (Choice("one", "甲"), Choice("two", "乙"), Choice("three", "丙"))
ITEM_FIELDS = ("words", "owner", "due", "check", "reason")
RECOVERY_FIELDS = (
    Field("cause", "digit", "原因", CHOICES, begin="two"),
    Field("caller", "person", "回访", CHOICES, begin="one"),
    Field("call_by", "day", "何时", usual=TODAY),
    Field("words", "text", "说明", begin="已道歉"),
)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role and a filled site card."""
    station = staffed(tmp_path)
    station.services.site_card.set(WANG, "103", "102", "66218801", 7)
    yield station
    station.services.close()
    set_language("zh")


def never(*_given: object, **_more: object) -> Any:
    """No form of these tests is sent."""
    raise AssertionError


Made = Callable[[SmallStation, Words], Keeping]


def _staff(small: SmallStation) -> Any:
    return small.services.staff.list()


def _item(small: SmallStation, words: Words) -> Keeping:
    return ItemForm("改进项", ITEM_FIELDS, never, _staff(small), DAYS, begin={"check": "值长看"}, words=words)


def _look(small: SmallStation, words: Words) -> Keeping:
    if not small.services.actions.carried(WANG):
        actions = small.services.actions
        actions.set(WANG, actions.new(WANG), "灯坏了", "102", TODAY, "看一眼")
    return LookDialog(small.services.actions.carried(WANG)[0], never, words)


def _hand_over(small: SmallStation, words: Words) -> Keeping:
    return HandOverDialog("移交", _staff(small), never, small.clock.now(), time(17, 30), words)


def _unit(small: SmallStation, words: Words) -> Keeping:
    units = small.services.units.list(outside=False)
    return UnitDialog("单位", units, never, small.clock.now(), time(17, 30), words)


def _task(small: SmallStation, words: Words) -> Keeping:
    return TaskDialog("任务", _staff(small), (), (), TODAY, never, what="查表", words=words)


def _correct(_small: SmallStation, words: Words) -> Keeping:
    fields = [Correctable("name", "姓名", "吴秀英"), Correctable("phone", "电话", "138")]
    return CorrectDialog("更正", fields, never, words)


def _call(small: SmallStation, words: Words) -> Keeping:
    return CallDialog("回电", never, small.clock.now(), time(17, 30), words, asks="说了什么")


FORMS: dict[type[Keeping], Made] = {
    ItemForm: _item,
    LookDialog: _look,
    OwnItem: lambda _small, words: OwnItem(never, words),
    CountDialog: lambda _small, words: CountDialog([Cash("cash", 100), Cash("scan", 5)], never, words),
    CommentsForm: lambda _small, words: CommentsForm(never, TODAY, words),
    PickDialog: lambda _small, words: PickDialog("为何", CHOICES, never, own="自己写", words=words),
    TextDialog: lambda _small, words: TextDialog("说明", never, text="原来的话", words=words),
    CallDialog: _call,
    CorrectDialog: _correct,
    DecideDialog: lambda small, words: DecideDialog("决定", _staff(small), (), never, words),
    HandOverDialog: _hand_over,
    TaskDialog: _task,
    UnitDialog: _unit,
    PraiseForm: lambda small, words: PraiseForm(never, _staff(small), TODAY, words),
    RecoveryForm: lambda _small, words: RecoveryForm("差评", RECOVERY_FIELDS, never, DAYS, words=words),
    TakeDialog: lambda small, words: TakeDialog(small.services.shift.view(WANG), never, "103", words),
    SiteCardForm: lambda small, words: SiteCardForm(small.services.site_card.view(WANG), never, words),
}


def test_every_form_that_keeps_words_is_tried_here() -> None:
    for module in pkgutil.walk_packages(counter_tui.screens.__path__, "counter_tui.screens."):
        import_module(module.name)

    def below(kind: type[Keeping]) -> Iterator[type[Keeping]]:
        for each in kind.__subclasses__():
            yield from (each, *below(each))

    keeping_words = {each for each in below(Keeping) if "words" in inspect.signature(each).parameters}
    assert keeping_words - {ActDialog} == set(FORMS)


async def opened(pilot: Pilot[None], small: SmallStation, kind: type[Keeping]) -> Keeping:
    """The form as its screen opens it: what was kept is read while it stands already."""
    kept, given = small.services.action_words, (WANG, "", kind.__name__)
    form = FORMS[kind](small, Words({}, partial(kept.keep, *given), partial(kept.drop, *given)))
    await pilot.app.push_screen(form)
    await settled(pilot)
    form.ask(partial(kept.begun, *given), form.go_on_with, group="begun")
    await settled(pilot)
    return form


def is_settled(field: Any) -> bool:
    """Whether nothing else can be chosen."""
    return isinstance(field, PickList) and field.chosen is not None and len(field._choices) == 1


async def touch(pilot: Pilot[None], field: Any) -> None:
    """Type something into a field, or choose something else."""
    if isinstance(field, PickList):
        others = [each.id for each in field._choices if not field.chosen or each.id != field.chosen.id]
        assert field.choose(others[-1])
    elif isinstance(field, LineInput):
        field.display = True
        field.focus()
        field.value = "" if field.max_cells == 1 else field.value
        await pilot.press("end", "3")
    else:
        comment = pilot.app.screen.query_one(CommentInput)
        comment.focus()
        await pilot.press("x", "enter")
    await settled(pilot)


def standing(form: Keeping) -> dict[str, Any]:
    """What stands in the fields."""
    return {each.id: each.kept() for each in form._fields() if each.id}


async def stored(pilot: Pilot[None], small: SmallStation, kind: type[Keeping], name: str) -> None:
    """Wait until the store has what was typed."""
    for _try in range(2_000):
        await settled(pilot)
        if name in small.services.action_words.begun(WANG, "", kind.__name__):
            return
    raise AssertionError("nothing was kept")


@pytest.mark.parametrize("which", ["last", "all"])
@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
async def test_what_was_typed_stands_there_again_and_the_rest_as_it_begins(
    small: SmallStation, kind: type[Keeping], which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PAUSE", 0.001)
    async with app_on(small).run_test(size=(80, 36)) as pilot:
        await signed_in(pilot, WANG)
        form = await opened(pilot, small, kind)
        assert small.services.action_words.begun(WANG, "", kind.__name__) == {}, "a beginning is not typed"
        fields = [each for each in form._fields() if each.id and not is_settled(each)]
        touched = fields if which == "all" else fields[-1:]
        for each in touched:
            await touch(pilot, each)
        typed = standing(form)
        await stored(pilot, small, kind, touched[-1].id)
        # The first program still stands with the form open: nothing that closes it has kept anything.
        async with app_on(small).run_test(size=(80, 36)) as again:
            await signed_in(again, WANG)
            assert standing(await opened(again, small, kind)) == typed


async def test_what_is_typed_before_the_kept_words_are_read_stays_and_the_others_come_back(
    small: SmallStation,
) -> None:
    kept = {"phone": "66219999", "every": "14"}
    small.services.action_words.keep(WANG, "", SiteCardForm.__name__, kept)
    async with app_on(small).run_test(size=(80, 36)) as pilot:
        await signed_in(pilot, WANG)
        form = FORMS[SiteCardForm](small, Words({}, lambda _typed: None, lambda: None))
        await pilot.app.push_screen(form)
        await settled(pilot)
        await touch(pilot, form.query_one("#every", LineInput))
        form.go_on_with(kept)
        now = standing(form)
        assert (now["phone"], now["every"]) == ("66219999", "73")
