"""The first screen: what waits, digits, offers, drafts, and looking again without moving the mark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.app import CounterApp
from counter_tui.commands.ways import UNITS
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.calls import Place
from counter_tui.i18n import _, set_language
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.find.screen import FindScreen
from counter_tui.screens.home.parts import Detail, Digits, OpenTable
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.services.ratings.alert import LowRatings
from counter_tui.settings import Language
from counter_tui.widgets.cells import width
from counter_tui.widgets.fact_table import FactTable, Row
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Banner, Line
from counter_tui.widgets.roles import Piece
from support.apps import app_on, settled, shown, signed_in, typed
from support.elsewhere import opened, with_forms_elsewhere
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation, open_small_station


def home_app(small: SmallStation) -> CounterApp:
    """The app whose forms only remember how they were opened."""
    return with_forms_elsewhere(app_on(small))


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


async def test_my_matters_stand_by_nearest_promise_with_words_and_signs(small: SmallStation) -> None:
    """Late first, then due, then paused; names masked."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        lines = [line for line in shown(app) if line.lstrip().startswith("11")]
        assert [line.split()[0] for line in lines[:3]] == ["1117-0001", "1120-0001", "1114-0001"]
        assert "▲" in lines[0]
        assert "今天 11:05" in lines[1]
        assert any("停" in line for line in lines)
        text = "\n".join(shown(app))
        assert "王**" in text
        assert "王建国" not in text


async def test_enter_opens_the_marked_matter_and_esc_comes_back(small: SmallStation) -> None:
    """The mark is still on its row afterwards."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press("down", "enter")
        await settled(pilot)
        second = small.services.home.view(LI).matters[1].matter_id
        assert opened(app) == (second,)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.query_one("#home-list", OpenTable).marked == f"matter:{second}"


@pytest.mark.parametrize(("key", "kind"), [("1", "BZ101"), ("9", "BZ701")])
async def test_a_digit_opens_its_kind(small: SmallStation, key: str, kind: str) -> None:
    """One key from the first screen to the form with the kind chosen."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press(key)
        await settled(pilot)
        assert opened(app) == (None, kind, "", "", "")


async def test_a_click_on_a_digit_opens_its_kind_too(small: SmallStation) -> None:
    """The mouse reaches what the digits reach."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        digits = app.screen.query_one("#home-digits", Digits)
        await pilot.click(digits, offset=(1, 1))
        await settled(pilot)
        assert opened(app)[1] == "BZ102"


async def test_a_digit_in_the_search_field_is_text(small: SmallStation) -> None:
    """Account numbers can be typed there; Enter searches for them."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        app.screen.query_one("#home-search", LineInput).focus()
        await typed(pilot, "0417a1")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FindScreen)
        assert app.screen.query_one("#find-words", LineInput).value == "0417a1"


async def test_a_takes_over_what_is_offered_and_opens_it(small: SmallStation) -> None:
    """One key; a second press takes nothing twice."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        offered = small.services.home.view(LI).inbox[0]
        assert "a 刘伟 移交 1117-0002，无人接收 22 分钟" in shown(app)[1]
        await pilot.press("a", "a")
        await settled(pilot)
        assert opened(app) == (offered.matter_id,)
        view = small.services.matters.view(LI, offered.matter_id)
        assert view.line.handler == "李敏"
        assert len(app.screen_stack) == 3


async def test_the_lists_at_the_right_show_at_the_left_and_esc_brings_mine_back(small: SmallStation) -> None:
    """Hand-overs, papers, customers to tell, drafts; Enter on a draft goes on with it."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        titles = []
        for down in range(1, 8):
            app.screen.query_one("#home-waiting", OpenTable).focus()
            app.screen.query_one("#home-waiting", OpenTable).move_cursor(row=down)
            await pilot.press("enter")
            await settled(pilot)
            titles.append(shown(app)[3].split()[0])
        assert titles == [
            "移交收件",
            "移交未接收",
            "待值长决定",
            "缺材料待值长定",
            "容缺到期",
            "待告知客户",
            "草稿",
        ]
        await pilot.press("enter")
        await settled(pilot)
        draft = small.services.drafts.list(LI)[0].draft_id
        assert opened(app) == (None, "", "", "", draft)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert shown(app)[3].split()[0] == "我的事项"


async def test_the_list_of_customers_to_tell_is_as_long_as_its_count(small: SmallStation) -> None:
    """Who was told stands among my matters only, answered as it is."""
    answered = small.services.home.view(LI).to_tell[0]
    other = small.accept(LI, BILL, name="单志勇", phone="13812340004", fields={"content": "又来问"})
    small.services.matters.answer(LI, other, "电量无误")
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.show_list("to_tell")
        await settled(pilot)
        table = home.query_one("#home-list", OpenTable)
        assert (table.row_count, shown(app)[1].split()[5]) == (2, "2")
        small.services.matters.inform(LI, other, "phone")
        app.tick()
        await settled(pilot)
        assert (table.row_count, table.marked) == (1, f"matter:{answered.matter_id}")
        assert shown(app)[1].split()[5] == "1"


async def test_what_another_process_writes_shows_at_the_next_tick_and_the_mark_stays(
    small: SmallStation,
) -> None:
    """A matter that becomes the nearest does not push the mark to another row."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        app.tick()
        await settled(pilot)
        await pilot.press("down", "down")
        table = app.screen.query_one("#home-list", OpenTable)
        marked, count = table.marked, table.row_count
        small.accept(LI, BILL, name="蔡明", phone="13812340008", fields={"content": "又来问"})
        app.tick()
        await settled(pilot)
        assert table.row_count == count + 1
        assert table.marked == marked


@pytest.mark.parametrize("key", ["delete", "d"])
async def test_a_draft_is_discarded_only_after_a_question_whose_safe_answer_is_no(
    small: SmallStation, key: str
) -> None:
    """Enter and Esc keep it; yes throws away the marked one and says so. In other lists the key does nothing."""
    small.clock.advance(timedelta(minutes=1))
    kept = small.services.drafts.list(LI)[0]
    newer = small.draft(LI, BILL)
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        home = app.screen
        assert isinstance(home, HomeScreen)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "删除草稿" not in shown(app)[-1]
        home.show_list("drafts")
        await settled(pilot)
        assert "删除草稿" in shown(app)[-1]
        for safe in ("enter", "escape"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, Confirm)
            asked = "\n".join(shown(app))
            assert "今天 10:43" in asked
            await pilot.press(safe)
            await settled(pilot)
            assert len(small.services.drafts.list(LI)) == 2
        await pilot.press(key, "down", "enter")
        await settled(pilot)
        assert small.services.drafts.list(LI) == (kept,)
        assert small.services.drafts.load(LI, newer.draft_id) is None
        assert home.query_one("#home-list", OpenTable).marked == f"draft:{kept.draft_id}"


async def test_a_draft_with_a_customer_is_not_discarded_but_opened(small: SmallStation) -> None:
    """Whoever has come goes through the door or is accepted; nothing is lost."""
    kept = small.services.drafts.list(LI)[0]
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.show_list("drafts")
        await settled(pilot)
        await pilot.press("delete")
        await settled(pilot)
        assert kept.draft_id in opened(app)
        assert small.services.drafts.list(LI) == (kept,)


async def test_from_120_columns_the_marked_matter_stands_beside_the_list(small: SmallStation) -> None:
    """It follows the mark; at 80 columns it is not there."""
    app = home_app(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        assert "0417A-C-251117-0001" in "\n".join(shown(app))
        await pilot.press("down")
        await settled(pilot)
        assert "0417A-C-251120-0001" in "\n".join(shown(app))
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not app.screen.query_one("#home-detail", Detail).display


async def test_a_wrong_date_shows_a_banner_and_only_the_lead_confirms_it(small: SmallStation) -> None:
    """A year ahead is doubted; the lead's Ctrl+D ends the doubt, a clerk's does nothing."""
    small.clock.advance(timedelta(days=400))
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "日期" in shown(app)[1]
        await pilot.press("ctrl+d")
        await settled(pilot)
        assert small.services.station.view().date_doubt == "far"
        await signed_in(pilot, WANG)
        await pilot.press("ctrl+d")
        await settled(pilot)
        assert small.services.station.view().date_doubt == ""
        assert "日期早" not in shown(app)[1]


async def test_a_wrong_date_stands_before_somebody_who_calls_the_lead(small: SmallStation) -> None:
    """Every entry goes wrong by it, and a call may wait for days; who calls is said beside it."""
    small.clock.advance(timedelta(days=-30))
    small.services.calls.conflict(LI, Place(screen="home"))
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert shown(app)[1].strip() == "! 本机日期早于最后一笔记录   李敏 请您到柜台：见首页“请值长”"


@pytest.mark.parametrize("days", [400, -30])
@pytest.mark.parametrize("spoken", ["zh", "en"])
async def test_when_the_lead_has_vouched_for_the_date_banner_and_key_are_gone(
    small: SmallStation, days: int, spoken: Language
) -> None:
    """Too late or too early: the banner tells the lead what to do, in one line, and stays away for everybody."""
    small.clock.advance(timedelta(days=days))
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, WANG)
        advice = shown(app)[1].rstrip()
        assert advice.endswith("^D。" if spoken == "zh" else "first screen, ^D.")
        assert "^D" in shown(app)[-1]
        await pilot.press("ctrl+d")
        await settled(pilot)
        assert not app.screen.query_one(Banner).display
        assert "^D" not in shown(app)[-1]
        await signed_in(pilot, LI)
        assert not app.screen.query_one(Banner).display


@pytest.mark.parametrize("spoken", ["zh", "en"])
async def test_help_has_one_row_for_the_digits_and_the_palette_names_their_requests(
    small: SmallStation, spoken: Language
) -> None:
    """1-9 once; each request in the palette by its name, and found by its initials."""
    app = home_app(small)
    async with app.run_test(size=(80, 36)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, LI)
        kinds = small.services.home.view(LI).top_kinds
        await pilot.press("f1")
        await settled(pilot)
        help_lines = [line.split()[0] for line in shown(app) if line.strip()]
        assert help_lines.count("1-9") == 1
        assert not {*"123456789"} & {*help_lines}
        # What has no room in its column stands whole below, for the marked key.
        assert app.screen.query_one("#help-keys", FactTable).mark(UNITS.id)
        await settled(pilot)
        assert "".join(_(UNITS.help).split()) in "".join("".join(shown(app)).split())
        await pilot.press("escape", "ctrl+p")
        await settled(pilot)
        text = "\n".join(shown(app))
        assert all(kind.short.say(spoken) in text for kind in kinds)
        await typed(pilot, kinds[3].initials[0])
        await pilot.press("enter")
        await settled(pilot)
        assert opened(app)[1] == kinds[3].code


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize(("count", "giver"), [(3, "刘伟"), (88, "刘伟"), (888, "买买提·艾力")])
async def test_what_is_offered_fits_beside_the_counts(
    small: SmallStation, spoken: Language, count: int, giver: str
) -> None:
    """The number of the matter is whole however many wait; who offers it gives way, and comes back with the room."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, LI)
        view = small.services.home.view(LI)
        offered = replace(view.inbox[0], handler=giver, take_by=None)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen._show(
            replace(
                view, due_today=count, overdue=count, to_inform=count, offers_waiting=count, inbox=(offered,)
            )
        )
        await settled(pilot)
        said = screen.query_one("#second-line", Line).pieces
        assert sum(width(each.text) for each in said if isinstance(each, Piece)) <= 78
        line = shown(app)[1]
        assert offered.short in line
        assert giver in line or count == 888
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert giver in shown(app)[1]
        assert ("接收 " if spoken == "zh" else "takes over ") in shown(app)[1]


@pytest.mark.parametrize("spoken", ["zh", "en"])
async def test_the_digits_keep_their_room_under_a_long_list_and_a_banner(
    small: SmallStation, spoken: Language
) -> None:
    """Each of the nine stands there: the list scrolls, also when a warning comes later and takes a row."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, LI)
        screen, view = app.screen, small.services.home.view(LI)
        assert isinstance(screen, HomeScreen)
        screen._show(
            replace(
                view,
                matters=tuple(replace(view.matters[0], matter_id=f"{n}") for n in range(20)),
            )
        )
        await settled(pilot)
        for warning in ("", "李敏 请您到柜台", ""):
            app.status = replace(app.status, warning=warning)
            screen.refresh_status()
            await settled(pilot)
            digits, bar = screen.query_one("#home-digits").region, screen.query_one("#key-bar").region
            assert digits.bottom <= bar.y, warning
            assert "9 " in "\n".join(shown(app)[digits.y : digits.bottom]), warning


async def test_a_duty_that_has_no_room_in_the_second_line_is_left_out_whole(small: SmallStation) -> None:
    """Half of its name would tell nobody anything; at the right it stands too."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.action_other_language()
        await signed_in(pilot, WANG)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        view = replace(
            small.services.home.view(WANG),
            low=LowRatings(
                2, Words(zh="差", en="Very dissatisfied"), Words(zh="等", en="Kept waiting too long")
            ),
            meeting="late",
            opening_check="late",
        )
        screen._show(view)
        await settled(pilot)
        assert "Opening" not in shown(app)[1]
        screen._show(replace(view, low=None, unclosed=0, station_late=0, silent_count=0))
        await settled(pilot)
        assert "Opening check late" in shown(app)[1]


async def test_where_there_is_no_room_for_all_counts_those_of_nothing_give_way(small: SmallStation) -> None:
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.action_other_language()
        await signed_in(pilot, WANG)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        view = small.services.home.view(WANG)
        screen._show(
            replace(
                view,
                put_off=1,
                not_accepted=3,
                station_late=2,
                silent_count=7,
                overdue=0,
                due_today=0,
                given=(),
                meeting="",
            )
        )
        await settled(pilot)
        line = shown(app)[1]
        assert ("Untouched 7" in line, "Due today" in line) == (True, False)
        waiting = screen.query_one("#home-waiting", OpenTable)
        waiting.fill([Row(str(number), ("waits", "1")) for number in range(20)])
        await settled(pilot)
        assert screen.query_one("#home-search").region.bottom <= screen.query_one("#key-bar").region.y
        app.status = replace(app.status, warning="李敏 请您到柜台")
        screen.refresh_status()
        await settled(pilot)
        assert screen.query_one("#banner").display
        assert screen.query_one("#home-search").region.bottom <= screen.query_one("#key-bar").region.y
        await pilot.resize_terminal(160, 36)
        await settled(pilot)
        assert "Due today 0" in shown(app)[2]


async def test_nothing_to_do_is_said_in_words(tmp_path: Path) -> None:
    """A new station's first screen is not an empty table."""
    small = open_small_station(tmp_path, empty=True)
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU)
        text = "\n".join(shown(app))
        assert "没有在办事项" in text
        assert "编号" not in text
    small.services.close()


async def test_an_auditor_is_offered_no_acceptance(small: SmallStation) -> None:
    """No digits, no F2, no rating; the keys do nothing."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO)
        await pilot.press("1", "f2", "f4", "a")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "常办业务" not in "\n".join(shown(app))


async def test_f4_turns_the_screen_for_the_latest_visit(small: SmallStation) -> None:
    """The visit whose token is armed; without one it is said."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        token = small.services.ratings.open_token(LI)
        assert token is not None
        await pilot.press("f4")
        await settled(pilot)
        assert opened(app) == (token.visit,)
        await pilot.press("escape")
        await signed_in(pilot, WANG)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_the_language_changes_on_the_open_screen(small: SmallStation) -> None:
    """Headings, counts and kinds; the mark stays on its row."""
    app = home_app(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pilot.press("down", "down")
        marked = app.screen.query_one("#home-list", OpenTable).marked
        await app.action_other_language()
        await settled(pilot)
        text = "\n".join(shown(app))
        assert "My matters" in text
        assert "New home supply" in text
        assert "我的事项" not in text
        assert app.screen.query_one("#home-list", OpenTable).marked == marked
