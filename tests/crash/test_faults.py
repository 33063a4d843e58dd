"""What PCs do to a store: files deleted under the program, rights taken away, clocks years off."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.db.files.lost_log import LostLog
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.screens.acceptance.done import AcceptedScreen
from counter_tui.services.backup.backups import back_up
from support.apps import app_on, settled, shown, signed_in
from support.clocks import StillClock
from support.looking import looked_over
from support.stations import BILL, LI, SmallStation, open_small_station
from support.working import processes

CANNOT_BE_DELETED = sys.platform == "win32"


def accept(small: SmallStation, name: str = "何静") -> str:
    return small.accept(LI, BILL, name=name, phone="13812340009", fields={"content": "电费多了"})


def refused(small: SmallStation) -> str:
    """The code with which a request is refused."""
    with pytest.raises(RuleBroken) as broken:
        accept(small)
    return broken.value.code


def there(home: Home) -> set[str]:
    """The matters of a home whose store the doctor finds in order."""
    assert looked_over(home).findings == ()
    services = open_services(home, StillClock())
    found = {line.matter_id for line in services.home.view(LI).matters}
    services.close()
    return found


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path, empty=True)
    yield small
    small.services.close()
    set_language("zh")


def deleted(home: Home) -> None:
    home.store.unlink()


def moved(home: Home) -> None:
    home.store.rename(home.folder / "elsewhere.db")


def replaced(home: Home) -> None:
    """An old copy is put in its place, as somebody does who means to restore it."""
    shutil.copy(home.store, home.folder / "old")
    (home.folder / "old").replace(home.store)


if not CANNOT_BE_DELETED:

    @pytest.mark.parametrize("took", [deleted, moved, replaced])
    def test_nothing_is_saved_into_a_store_that_is_not_there_and_what_was_saved_is_rescued(
        small: SmallStation, took: Callable[[Home], None]
    ) -> None:
        """The copy the words name has every acknowledged matter, put in its place it is the station."""
        saved = {accept(small), accept(small)}
        took(small.home)
        with pytest.raises(RuleBroken, match="store_gone") as broken:
            accept(small)
        assert refused(small) == "store_gone"
        small.services.close()
        for name in ("station.db", "station.db-wal", "station.db-shm"):
            (small.home.folder / name).unlink(missing_ok=True)
        rescued = small.home.folder / str(broken.value.facts["file"])
        assert rescued.stat().st_mode & 0o077 == 0 or os.name != "posix"
        rescued.rename(small.home.store)
        assert there(small.home) == saved

    def test_what_went_into_a_store_while_it_was_deleted_is_not_called_saved(small: SmallStation) -> None:
        writing = small.services.base.store.writing()
        writing.__enter__().connection.execute("UPDATE station SET trusted_ms = 7")
        small.home.store.unlink()
        with pytest.raises(RuleBroken, match="store_gone"):
            writing.__exit__(None, None, None)

    def test_without_its_folder_nothing_can_be_rescued_and_nothing_is_called_saved(
        small: SmallStation,
    ) -> None:
        accept(small)
        shutil.rmtree(small.home.folder)
        assert refused(small) == "store_lost"
        assert refused(small) == "store_lost"

    def test_nothing_is_saved_without_the_log_and_closing_brings_back_what_was(small: SmallStation) -> None:
        """The log holds the newest acts: nothing goes into it once it has no name, all of it is there after closing."""
        saved = {accept(small), accept(small)}
        small.services.station.data_version()
        (small.home.folder / "station.db-wal").unlink()
        assert refused(small) == "store_log_gone"
        assert refused(small) == "store_log_gone"
        small.services.close()
        assert there(small.home) == saved

    def test_beside_a_log_without_a_name_no_new_window_opens_and_no_copy_is_made(small: SmallStation) -> None:
        """Until the last window that has the old log is closed; then everything is there."""
        saved = {accept(small), accept(small)}
        second = open_services(small.home, small.clock)
        for each in (small.services, second):
            each.station.data_version()
        (small.home.folder / "station.db-wal").unlink()
        assert refused(small) == "store_log_gone"
        assert refused(SmallStation(second, small.clock, small.home)) == "store_log_gone"
        for first in (small.services, second):
            for newcomer in (open_services, back_up):
                with pytest.raises(RuleBroken, match="store_log_gone"):
                    newcomer(small.home, small.clock)
            first.close()
        assert there(small.home) == saved
        assert not list(small.home.folder.glob("*.log-gone"))

    def test_a_window_that_opened_before_it_was_noticed_stops_too(small: SmallStation) -> None:
        other = LostLog(small.home.store)
        small.services.station.require_store()
        other.leave()
        assert refused(small) == "store_log_gone"
        other.take_away()
        assert refused(small) == "store_log_gone"

    def test_a_mark_of_a_window_that_was_killed_hinders_nobody(small: SmallStation) -> None:
        mark = small.home.folder / "station.db.log-gone"
        mark.touch()
        open_services(small.home, small.clock).close()
        assert not mark.exists()

    async def test_a_store_that_was_deleted_is_said_at_the_next_tick_and_the_form_keeps_everything(
        small: SmallStation,
    ) -> None:
        """The banner comes before anything is submitted, and what is typed then stays."""
        app = app_on(small)
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, LI, "acceptance", None, BILL)
            small.home.store.rename(small.home.folder / "elsewhere.db")
            assert "删除" not in "".join(shown(app))
            app.tick()
            await settled(pilot)
            assert "删除" in "".join(shown(app)[:4])
            for key in "何静":
                await pilot.press(key)
            await pilot.press("f10")
            await settled(pilot)
            assert not isinstance(app.screen, AcceptedScreen)
            assert "何静" in "".join(shown(app))


if sys.platform == "linux":

    @contextmanager
    def without_rights(folder: Path) -> Iterator[None]:
        """Nobody may write into the folder, the superuser neither: this process lays its special rights down."""
        folder.chmod(0o500)
        head = (ctypes.c_uint32 * 2)(0x20080522, 0)
        rights = (ctypes.c_uint32 * 6)()
        libc = ctypes.CDLL(None)
        assert libc.capget(head, rights) == 0
        bare = (ctypes.c_uint32 * 6)(0, rights[1], rights[2], 0, rights[4], rights[5])
        assert libc.capset(head, bare) == 0
        try:
            yield
        finally:
            assert libc.capset(head, rights) == 0
            folder.chmod(0o700)

    def write_where_nothing_may_be_written(folder: str, files: int, say: Connection) -> None:
        home = Home(Path(folder))
        home.store.chmod(files)
        with without_rights(home.folder):
            try:
                small = SmallStation(open_services(home, StillClock()), StillClock(), home)
                accept(small)
                say.send("saved")
            except RuleBroken as broken:
                say.send(broken.code)
        home.store.chmod(0o600)

    @pytest.mark.parametrize("files", [0o600, 0o400])
    def test_a_folder_or_file_nothing_may_be_written_to_is_said_so(small: SmallStation, files: int) -> None:
        saved = accept(small)
        small.services.close()
        context = processes()
        ear, mouth = context.Pipe(duplex=False)
        arguments = (str(small.home.folder), files, mouth)
        process = context.Process(target=write_where_nothing_may_be_written, args=arguments)  # type: ignore[attr-defined]
        process.start()
        mouth.close()
        assert ear.recv() == "store_unwritable"
        process.join()
        ear.close()
        assert process.exitcode == 0
        assert there(small.home) == {saved}


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_jumps_ten_years_loses_and_doubles_nothing(small: SmallStation, years: int) -> None:
    """Acts go on, numbers stay single, the order is that in which they were done, the counter is told."""
    saved = [accept(small)]
    small.clock.set(small.clock.now() + timedelta(days=3652 * (1 if years > 0 else -1)))
    saved += [accept(small), accept(small)]
    assert small.services.station.view().date_doubt == ("far" if years > 0 else "back")
    small.clock.set(small.clock.now() - timedelta(days=3652 * (1 if years > 0 else -1)))
    saved += [accept(small)]
    assert looked_over(small.home).findings == ()
    with small.services.base.store.reading() as connection:
        rows = connection.execute("SELECT subject_id FROM fact WHERE type = 'MatterAccepted' ORDER BY hlc")
        assert [row[0].hex() for row in rows] == saved
        numbers = [row[0] for row in connection.execute("SELECT number FROM matter")]
    assert len(set(numbers)) == len(saved)
