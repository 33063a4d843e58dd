"""``init --join``: a station's next PC, set up by the join file of another one, up to its first call.

Given again it goes on where it stopped: the store is made once, the PC is enrolled once, and then it calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import home_of
from counter_tui.cli.exits import DONE, NOT_ALLOWED, TRY_LATER
from counter_tui.cli.options import Options
from counter_tui.cli.recovery_sheet import give_sheet, say_made, sheet_file
from counter_tui.cli.station import join_passphrase
from counter_tui.cli.streams import is_terminal, remark
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.paths import Home, named_path, papers_folder

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.services.set_up.join_file import Joining, NextPc


def run(options: Options) -> int:
    """Set the PC up, enrol it, and call the centre once."""
    from counter_tui.bootstrap import open_services
    from counter_tui.services.set_up.join_file import read_join_file
    from counter_tui.services.set_up.opening import station_exists

    home = home_of(options)
    join = read_join_file(named_path(options.join))
    joining = join.opened(join_passphrase(options))
    if joining.next_pc is None:
        raise RuleBroken("join_file_old")
    if not joining.next_pc.address:
        raise RuleBroken("join_no_centre")
    if not station_exists(home):
        _set_up(home, join.code, joining, options)
    services = open_services(home)
    try:
        if services.station.view().code != join.code:
            raise RuleBroken("join_other_station", station=join.code)
        return _connect(services, joining.next_pc, options)
    finally:
        services.close()


def _set_up(home: Home, code: str, joining: Joining, options: Options) -> None:
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.set_up.setting_up import join_station

    papers = str(papers_folder(options.papers or ""))
    sheet = sheet_file(home, options.recovery_sheet)
    try:
        made = join_station(
            home,
            code,
            joining,
            papers_folder=papers if options.papers else "",
            clock=SystemClock(),
            before_named=lambda made: give_sheet(made, sheet),
        )
    except BaseException:
        if sheet is not None:
            sheet.unlink()
        raise
    say_made(made, sheet, papers)


def _connect(services: Services, told: NextPc, options: Options) -> int:
    """Enrol the PC where it is not, and call."""
    from counter_tui.services.wording.sync import say_called

    if services.sync.state() is None:
        code = options.enrolment or told.enrolment or _asked_code()
        try:
            services.sync.join(told.address, code, told.authority, told.centre)
        except RuleBroken as broken:
            if broken.code == "centre_not_heard":
                remark(_again())
            raise
    called = services.sync.call_now()
    remark(say_called(called))
    if called.result != "done":
        remark(_again())
        return NOT_ALLOWED if called.result == "denied" else TRY_LATER
    remark(_("The people of the station can sign in here with their own PINs now."))
    return DONE


def _again() -> str:
    return _("The PC is set up, and its people come with the first call: give this command again later.")


def _asked_code() -> str:
    if not is_terminal():
        raise RuleBroken("options_missing", options="--enrolment")
    return input(_("Code of the centre for this PC") + ": ")
