"""The keyboard is waited for: keys, what was typed too early, the escape key alone, the end, a terminal that goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest
from textual import events
from textual.message import Message

if sys.platform != "win32":  # Windows has a driver of its own
    import termios
    import tty

    from counter_tui.app.keys_in import Bell, PatientDriver, read_keys

    PATIENCE = 60
    """Seconds after which a reader that should have said something is called broken."""

    class Reader:
        """A terminal with somebody who types, and a thread that reads the keys once it is begun."""

        def __init__(self) -> None:
            self.came: Queue[Message] = Queue()
            self.stop = Bell()
            self.typist, self.keyboard = os.openpty()
            self.thread = Thread(target=self._read, daemon=True)

        def _read(self) -> None:
            read_keys(self.keyboard, self.stop, self.came.put)

        def type(self, text: bytes) -> None:
            """Type these bytes."""
            os.write(self.typist, text)

        def begin(self) -> None:
            """Have the terminal to oneself, as the driver does, and read."""
            tty.setraw(self.keyboard, termios.TCSANOW)
            self.thread.start()

        def keys(self, count: int) -> list[str]:
            """The next keys, in order."""
            found = [self.came.get(timeout=PATIENCE) for _key in range(count)]
            return [each.key for each in found if isinstance(each, events.Key)]

        def ends(self) -> bool:
            """Whether reading ends."""
            self.thread.join(PATIENCE)
            return not self.thread.is_alive()

    @pytest.fixture
    def reader() -> Iterator[Reader]:
        made = Reader()
        yield made
        made.stop.set()
        assert made.ends()
        for file in (made.typist, made.keyboard):
            if file >= 0:
                os.close(file)

    def test_what_was_typed_before_the_program_was_there_has_its_enter(reader: Reader) -> None:
        """The terminal made a line feed of it; later a line feed is what it is."""
        reader.type(b"1001\r27")
        reader.begin()
        assert reader.keys(7) == ["1", "0", "0", "1", "enter", "2", "7"]
        reader.type(b"\r")
        assert reader.keys(1) == ["enter"]
        reader.type(b"\n")
        assert reader.keys(1) == ["ctrl+j"]

    def test_the_escape_key_alone_is_told_from_a_key_that_begins_with_its_sign(reader: Reader) -> None:
        reader.begin()
        reader.type(b"\x1b")
        assert reader.keys(1) == ["escape"]
        reader.type(b"\x1bOQ")
        assert reader.keys(1) == ["f2"]

    def test_a_character_may_come_in_pieces(reader: Reader) -> None:
        reader.begin()
        for piece in (b"\xe6", b"\x9d", b"\x8e7"):
            reader.type(piece)
        found = [reader.came.get(timeout=PATIENCE) for _key in range(2)]
        assert [each.character for each in found if isinstance(each, events.Key)] == ["李", "7"]

    def test_it_ends_when_it_is_told_to_and_can_be_begun_again(reader: Reader) -> None:
        """As the driver does it when another program has the terminal for a while."""
        reader.begin()
        reader.stop.set()
        reader.stop.set()
        assert reader.ends()
        reader.stop.clear()
        reader.stop.clear()
        reader.thread = Thread(target=reader._read, daemon=True)
        reader.begin()
        reader.type(b"8")
        assert reader.keys(1) == ["8"]

    def test_it_ends_when_the_terminal_has_gone(reader: Reader) -> None:
        reader.begin()
        os.close(reader.typist)
        reader.typist = -1
        assert reader.ends()

    class Continued(PatientDriver):
        """A driver that counts how often it takes the terminal."""

        taken = 0

        def resume_application_mode(self) -> None:
            """Once more."""
            self.taken += 1

    def test_a_program_that_was_stopped_from_outside_goes_on_with_its_one_reader(reader: Reader) -> None:
        """Two readers would give the letters of a word and the Enter after it in any order."""
        driver = Continued.__new__(Continued)
        driver._auto_restart, driver._key_thread = True, reader.thread
        reader.begin()
        driver._sigcont_application()
        assert driver.taken == 0
        reader.stop.set()
        assert reader.ends()
        driver._sigcont_application()
        assert driver.taken == 1
