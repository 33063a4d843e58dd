"""Adding people, new PINs, and leaving, with the rules' words."""

from __future__ import annotations

import pytest
from textual import events

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import Actor
from counter_tui.screens.staff.absence import Leave
from counter_tui.screens.staff.forms import AddPerson, NewPhone, NewPin
from counter_tui.screens.staff.screen import StaffScreen
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from support.apps import app_on, settled, shown, signed_in, typed
from support.stations import BILL, LI, WANG, SmallStation


async def test_a_person_is_added_and_can_sign_in(small: SmallStation) -> None:
    """Number, name, role by its digit, phone, the PIN twice; Enter on the last field saves."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        await pilot.press("n")
        for text in ("105", "周明", "1", "13900000105", "618350", "618350"):
            await typed(pilot, text)
            await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, StaffScreen)
        assert "周明" in "\n".join(shown(app))
        assert small.services.staff.sign_in("105", "618350").role == "clerk"


async def test_what_does_not_fit_is_said_in_the_form_and_nothing_typed_is_lost(small: SmallStation) -> None:
    """A weak PIN, two different PINs, a taken number: each in words, with the focus where to go on."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        await pilot.press("f2")
        for text in ("102", "周明", "1", ""):
            await typed(pilot, text)
            await pilot.press("enter")
        await typed(pilot, "123456")
        await pilot.press("f10")
        await settled(pilot)
        assert "不一" in "\n".join(shown(app))
        await pilot.press("tab")
        await typed(pilot, "123456")
        await pilot.press("f10")
        await settled(pilot)
        assert "太好猜" in "\n".join(shown(app))
        for field in ("pin", "again"):
            app.screen.query_one(f"#{field}", LineInput).value = "618350"
        await pilot.press("ctrl+s", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, AddPerson)
        assert "102" in "\n".join(shown(app))
        assert app.focused is app.screen.query_one("#number")
        name, number = (app.screen.query_one(f"#{field}", LineInput) for field in ("name", "number"))
        assert name.value == "周明"
        number.value, name.value = "105", "周" * 41
        await pilot.press("f10")
        await settled(pilot)
        assert "最多 40 个字" in "\n".join(shown(app))
        assert (app.focused, name.value) == (name, "周" * 41)
        number.focus()
        app.post_message(events.Paste("7" * 30))
        await settled(pilot)
        assert number.value == "105" + "7" * 21
        await pilot.press("7", "7")
        await settled(pilot)
        assert ["多出的没有填进去" in each.message for each in app._notifications].count(True) == 1


async def test_a_phone_that_does_not_fit_is_said_at_its_field(small: SmallStation) -> None:
    """The focus goes back to it, the rest of the form stays; put right it is saved."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        await pilot.press("f2")
        for text in ("105", "周明", "1", "1390000010", "618350", "618350"):
            await typed(pilot, text)
            await pilot.press("enter")
        await settled(pilot)
        assert "还差 1 位" in "\n".join(shown(app))
        assert app.focused is app.screen.query_one("#phone")
        await pilot.press("end", "5", "f10")
        await settled(pilot)
        assert isinstance(app.screen, StaffScreen)
        assert [each.phone for each in small.services.staff.list() if each.name == "周明"] == ["13900000105"]


async def test_what_is_missing_is_asked_for_from_the_top(small: SmallStation) -> None:
    """F10 on an empty form, then on one field more each time."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        await pilot.press("f2")
        for words, text in (("工号", "105"), ("姓名", "周明"), ("请选择岗位", "1"), ("PIN", "")):
            await pilot.press("f10")
            await settled(pilot)
            said = app.screen.query_one("#form-words", Line)
            assert words in "".join(piece if isinstance(piece, str) else piece.text for piece in said.pieces)
            await typed(pilot, text)


async def test_another_phone_is_typed_over_the_old_one(small: SmallStation) -> None:
    """What does not fit is said and stays; put right it stands in the list; what is typed as it was changes nothing."""
    small.services.staff.change_phone(WANG, "103", "0551-62668800")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("103")
        await pilot.press("f4")
        assert isinstance(app.screen, NewPhone)
        field = app.screen.query_one("#phone", LineInput)
        assert field.value == "0551-62668800"
        await typed(pilot, "1390000010")
        await pilot.press("enter")
        await settled(pilot)
        assert "还差 1 位" in "\n".join(shown(app))
        assert (app.focused, field.value) == (field, "1390000010")
        await pilot.press("end", "5", "f10")
        await settled(pilot)
        assert isinstance(app.screen, StaffScreen)
        assert any("13900000105" in line for line in shown(app))
        await pilot.press("e", "enter")
        await settled(pilot)
        assert isinstance(app.screen, StaffScreen)
        assert ["没有变化" in each.message for each in app._notifications] == [False, True]


async def test_a_new_pin_replaces_the_old_one(small: SmallStation) -> None:
    """Enter or r on the row; the old PIN no longer signs in."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("103")
        await pilot.press("r")
        assert isinstance(app.screen, NewPin)
        for _round in range(2):
            await typed(pilot, "618350")
            await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, StaffScreen)
        assert small.services.staff.sign_in("103", "618350").staff_no == "103"


async def test_leaving_is_asked_first_and_refused_while_matters_are_held(small: SmallStation) -> None:
    """No is the first answer; who has matters leaves with a stand-in only."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        table = app.screen.query_one("#staff-list", FactTable)
        table.mark("104")
        await pilot.press("x", "enter")
        await settled(pilot)
        assert [person.staff_no for person in small.services.staff.list()] == ["101", "102", "103", "104"]
        table.mark("102")
        await pilot.press("x", "f10")
        await settled(pilot)
        assert isinstance(app.screen, Leave)
        assert "请指定代岗人" in "\n".join(shown(app))
        await pilot.press("escape")
        table.mark("104")
        await pilot.press("x", "down", "enter")
        await settled(pilot)
        assert [person.staff_no for person in small.services.staff.list()] == ["101", "102", "103"]
        assert "已离岗" in "\n".join(shown(app))
        with pytest.raises(RuleBroken, match="sign_in_refused"):
            small.services.staff.sign_in("104", "507249")


async def test_drafts_of_one_who_leaves_are_counted_in_the_question_and_become_the_leads(
    small: SmallStation,
) -> None:
    """The question names them and the message says where they are; others' drafts stay theirs."""
    small.services.staff.add(WANG, "105", "孙涛", "clerk", "618350")
    draft = small.draft(Actor("105", "孙涛", "clerk"), BILL, name="单志勇")
    others = small.services.drafts.list(LI)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("105")
        await pilot.press("x")
        await settled(pilot)
        assert "其草稿 1 份转给您" in "\n".join(shown(app))
        await pilot.press("down", "enter")
        await settled(pilot)
        assert any("已转到您名下的草稿：1" in note.message for note in app._notifications)
    assert [line.draft_id for line in small.services.drafts.list(WANG)] == [draft.draft_id]
    assert small.services.drafts.list(LI) == others


async def test_a_clerk_has_no_way_to_the_staff_screen(small: SmallStation) -> None:
    """Neither the palette nor help offers it; the lead's palette does."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        for actor, offered in ((LI, False), (WANG, True)):
            await signed_in(pilot, actor)
            ids = [command.id for command in app.screen.commands()]  # type: ignore[attr-defined]
            assert ("home.staff" in ids) is offered
