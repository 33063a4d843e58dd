"""Parts of an app of the shell alone: a station that is only values, a form, a list, a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import Command
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.centre_call import CentreCall
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece
from counter_tui.widgets.status import StatusView
from support.frames import drawn

NOON = datetime(2025, 11, 20, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class StillStation:
    """A station whose state is what the test says."""

    view: StatusView = field(
        default_factory=lambda: StatusView(
            station="万泉供电所", counter="柜台 3", clerk="李敏", lead="王强", practice=True, unsent=12
        )
    )
    changed: bool = False
    files: Literal["changed", "unsettled", "at rest"] = "changed"
    closed: bool = False

    def status(self) -> StatusView:
        """The state."""
        return self.view

    def keep_copies(self) -> None:
        """There is nothing to copy."""

    def keep_in_touch(self, call: CentreCall) -> None:
        """There is nobody to call."""

    def look(self) -> Literal["changed", "unsettled", "at rest"]:
        """There are no files to look at."""
        return self.files

    def moved(self) -> bool:
        """Whether the test says that another program wrote; once."""
        changed, self.changed = self.changed, False
        return changed

    def say(self, broken: RuleBroken) -> str:
        """The code, in words."""
        return f"不行: {broken.code} [/b"

    def close(self) -> None:
        """Remember it."""
        self.closed = True


SUBMIT = Command("try.submit", ("f10", "ctrl+s"), "submit", N_("Yes"), N_("Go on"), ("tj",), bar=True)
OPEN = Command("try.open", ("f2", "n"), "app.go('form')", N_("Key"), N_("Command"), ("sl",), bar=True)
HOME_DIGIT = Command("try.seven", ("7",), "seven", N_("Commands"), N_("Commands"), (), bar=True)


class FormScreen(CounterScreen):
    """Three fields, a list to pick from, and a record of what happened."""

    KEYS = (SUBMIT, *CounterScreen.KEYS)
    takes_scans = True

    def __init__(self) -> None:
        super().__init__()
        self.scans: list[str] = []
        self.submitted = 0

    def place(self) -> str:
        """The name of the form."""
        return "受理"

    def compose_body(self) -> ComposeResult:
        """The fields."""
        kinds = [Choice("xz", "低压居民新装", ("xz", "xinzhuang")), Choice("gh", "过户", ("gh", "guohu"))]
        yield FieldRow("证件", LineInput(id="identity"), hint="18 位")
        yield FieldRow("姓名", LineInput(id="name", max_cells=12))
        yield FieldRow("业务", PickList(kinds, id="kind"))
        yield FieldRow("电话", LineInput(id="phone"))

    def take_scan(self, text: str) -> bool:
        """Put it into the identity field, whichever has the focus."""
        if not self.takes_scans:
            return False
        self.scans.append(text)
        field = self.query_one("#identity", LineInput)
        field.value = text
        field.post_message(Input.Submitted(field, text))
        if self.focused is field:
            self.focus_next()
        return True

    def action_submit(self) -> None:
        """Count it."""
        self.submitted += 1

    def text(self, id: str) -> str:
        """What stands in the field."""
        return self.query_one(f"#{id}", LineInput).value


class ListScreen(CounterScreen):
    """A table and a heading, as on a first screen."""

    KEYS = (OPEN, HOME_DIGIT, *CounterScreen.KEYS)

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.sevens = 0

    def second_line(self) -> tuple[Piece | str, ...]:
        """Some figures."""
        return ("等候 ", Piece("7", "secondary"), "   今日到期 ", Piece("5", "soon"))

    def compose_body(self) -> ComposeResult:
        """The table."""
        columns = (Column("编号", 9), Column("业务", 12), Column("客户", 8), Column("到期", 12))
        table = FactTable(columns, id="matters")
        table.fill(
            [
                Row(
                    f"m{n}",
                    (f"1120-{n:04}", "低压新装·很长的业务名称", "欧阳*[/b", Piece("今天 17:00", "soon")),
                )
                for n in range(8)
            ]
        )
        with Vertical():
            yield Section("我的事项", "按最近承诺")
            yield table

    def on_data_table_row_selected(self, event: FactTable.RowSelected) -> None:
        """Remember which one."""
        self.opened.append(event.row_key.value or "")

    def action_seven(self) -> None:
        """Count it."""
        self.sevens += 1


def lines(app: App[None]) -> list[str]:
    """The screen in front as text, a line each."""
    return ["".join(part.text for part in strip) for strip in drawn(app)]
