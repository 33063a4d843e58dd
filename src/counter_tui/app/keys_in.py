"""Reading the keyboard without looking at it again and again: a counter at rest costs nothing."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable
from threading import Event

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_MOST_BYTES = 4096
_UNTIL_ESCAPE = constants.ESCAPE_DELAY + 0.01
"""Seconds of silence after which an escape sign was a key of its own, and a little more."""


class Bell(Event):
    """An event that can be waited for together with files."""

    def __init__(self) -> None:
        super().__init__()
        self._heard, self._rung = os.pipe()
        os.set_blocking(self._heard, False)

    def fileno(self) -> int:
        """What can be read from while the event is set."""
        return self._heard

    def set(self) -> None:
        """Set the event and wake whoever waits for it."""
        if not self.is_set():
            super().set()
            os.write(self._rung, b"\0")

    def clear(self) -> None:
        """Let the event be waited for again."""
        if self.is_set():
            super().clear()
            os.read(self._heard, 1)


class PatientDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, which looks at the keyboard ten times a second; this one is woken by it."""

    exit_event: Bell

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # what the app hands its driver
        self.exit_event = Bell()

    def _sigcont_application(self, *details: object) -> None:
        """Take the terminal again where it was given away before the stop.

        Who stops a process from outside does not tell it: it still has the terminal, and a second reader beside the
        first would mix up what is typed.
        """
        if self._key_thread is None or not self._key_thread.is_alive():
            super()._sigcont_application(*details)

    def run_input_thread(self) -> None:
        """Wait for input and pass it on until the driver is told to stop."""
        read_keys(self.fileno, self.exit_event, self.process_message)


def read_keys(keyboard: int, stop: Bell, take: Callable[[Message], None]) -> None:
    """Pass on what is typed until ``stop`` is set, or until the terminal has gone.

    What was typed before the program had the terminal to itself was put through the terminal's own translation, which
    makes a line feed of Enter.
    """
    parser, decode = XTermParser(), getincrementaldecoder("utf-8")("replace").decode
    typed_before = True
    patience: float | None = 0.0
    while not stop.is_set():
        ready, _none, _none = select.select([keyboard, stop.fileno()], [], [], patience)
        if keyboard in ready:
            try:
                data = os.read(keyboard, _MOST_BYTES)
            except OSError:
                return
            if not data:
                return
            # Half a character is no text yet; to the parser no text would be the end.
            if text := decode(data.replace(b"\n", b"\r") if typed_before else data):
                for message in parser.feed(text):
                    take(message)
        for message in parser.tick():
            take(message)
        typed_before, patience = False, _UNTIL_ESCAPE if ready else None
