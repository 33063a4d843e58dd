#!/usr/bin/env python3
"""Take the README's pictures: the real app on a demo station, in a real terminal with Chinese fonts.

Needs Debian's tmux, xvfb, xterm, imagemagick, faketime, fonts-dejavu and fonts-noto-cjk. The pictures are
committed; no test makes them. ``scripts/pictures.py [NAME ...]`` takes those of the list below, all without a name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
TODAY = "2026-11-20"
TIMES = {"brief": "07:46", "meeting": "07:52", "close": "17:35"}
"""At what time of the day a picture is taken; else in the middle of the morning."""
FONTS = ["-fa", "DejaVu Sans Mono", "-fd", "Noto Sans Mono CJK SC", "-fs", "13"]

SIGN_IN = ["wait 1001", "type 1001", "key Enter", "type {pin}", "key Enter", "wait {home}"]
LEAD = ["wait 1005", "type 1005", "key Enter", "type {lead}", "key Enter", "wait {home}"]
FORM = [*SIGN_IN, "key F2", "type 11010519491231002X", "key Enter", "type 王建国", "key Enter", "type xz", "key Enter",
        "type 13800138001", "key Enter", "type 万泉镇光耀村 12 号"]  # fmt: skip
MATTER = [*SIGN_IN, "key Enter", "wait {matter}"]
RATING = [*FORM, "key F10", "wait {done}", "key F4", "wait {rating}"]
STEPS: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "sign-in": ((80, 24), ["wait 1001"]),
    "home": ((80, 24), SIGN_IN),
    "accept": ((80, 24), FORM),
    "matter": ((80, 24), MATTER),
    "rating": ((80, 24), RATING),
    "wide": ((120, 36), SIGN_IN),
    "brief": ((80, 24), [*LEAD, "key j", "wait {brief}"]),
    "meeting": ((80, 24), [*LEAD, "key m", "wait {meeting}", *["key Enter"] * 2, *["key F10"] * 3]),
    "close": ((80, 24), [*LEAD, "key F12", "wait {close}"]),
    "recovery": ((80, 24), [*LEAD, "key F8", "wait {recovery}"]),
    "ratings": ((80, 24), [*LEAD, "key C-p", "type pjtj", "key Enter", "wait {ratings}"]),
}
WORDS = {
    "zh": {
        "home": "我的事项",
        "matter": "经过",
        "done": "回执",
        "rating": "Very satisfied",
        "brief": "先谈",
        "meeting": "整队点名",
        "close": "日清",
        "recovery": "待补救",
        "ratings": "95%区间",
    },
    "en": {
        "home": "My matters",
        "matter": "What happened",
        "done": "receipt",
        "rating": "Very satisfied",
        "brief": "First of all",
        "meeting": "Roll call",
        "close": "Day's close",
        "recovery": "Not made good yet",
        "ratings": "95% between",
    },
}
SHOTS = {f"{name}-{language}": (language, *STEPS[name]) for name in STEPS for language in WORDS}


class Terminal:
    """The app in tmux, seen through an xterm on a virtual display."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environ: dict[str, str]) -> None:
        self.name = f"pictures{os.getpid()}-{time.monotonic_ns()}"
        self.size = size
        pairs = [f"{key}={value}" for key, value in environ.items()]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "s", "-x", str(size[0]), "-y", str(size[1]),
                  "env", *pairs, *command)  # fmt: skip
        self.tmux("set-option", "-t", "s", "status", "off")
        self.tmux("set-option", "-s", "escape-time", "0")
        self.tmux("set-option", "-s", "-a", "terminal-overrides", ",*:Tc")

    def tmux(self, *arguments: str) -> str:
        """What tmux answers."""
        done = subprocess.run(
            ["tmux", "-L", self.name, "-u", *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout

    def step(self, line: str) -> None:
        """One step: ``key NAME``, ``type TEXT`` or ``wait TEXT``."""
        verb, _, rest = line.partition(" ")
        if verb == "key":
            self.tmux("send-keys", "-t", "s", *rest.split())
        elif verb == "type":
            self.tmux("send-keys", "-t", "s", "-l", rest)
        else:
            self.wait(rest)
        time.sleep(0.5)

    def wait(self, text: str) -> None:
        """Wait until the text is on the screen; raises TimeoutError after 60 seconds."""
        for _ in range(600):
            if text in self.tmux("capture-pane", "-p", "-t", "s"):
                return
            time.sleep(0.1)
        raise TimeoutError(text)

    def shoot(self, path: Path) -> None:
        """Draw the screen in an xterm and keep the picture."""
        display = f":{90 + os.getpid() % 900}"
        server = subprocess.Popen(
            ["Xvfb", display, "-screen", "0", "2600x1600x24"], stderr=subprocess.DEVNULL
        )
        time.sleep(1)
        environ = {**os.environ, "DISPLAY": display, "LANG": "C.UTF-8"}
        columns, rows = self.size
        command = ["xterm", "-u8", "-geometry", f"{columns}x{rows}+0+0", *FONTS, "-b", "0", "-bw", "0",
                   "-bg", "#11181f", "-e", "tmux", "-L", self.name, "-u", "attach", "-t", "s"]  # fmt: skip
        terminal = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        try:
            time.sleep(2)
            subprocess.run(["import", "-window", "root", str(path)], env=environ, check=True)
            trim = [
                "convert",
                str(path),
                "-bordercolor",
                "black",
                "-border",
                "1",
                "-trim",
                "+repage",
                str(path),
            ]
            subprocess.run(trim, check=True)
        finally:
            for process in (terminal, server):
                process.terminate()
                process.wait()

    def close(self) -> None:
        """End the app and its tmux."""
        self.tmux("kill-server")


def main(names: Sequence[str]) -> int:
    """Take the pictures of these names, all without a name."""
    from counter_tui.services.demo.people import demo_pins

    program = str(Path(sys.executable).with_name("counter-tui"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "demo")
        subprocess.run([program, "demo", "--no-open", "--home", home, "--today", TODAY], check=True)
        for name in names or SHOTS:
            language, size, steps = SHOTS[name]
            environ = {
                "TERM": "tmux-256color",
                "COLORTERM": "truecolor",
                "LANG": "C.UTF-8",
                "TZ": "Asia/Shanghai",
            }
            clock = ["faketime", "-f", f"@{TODAY} {TIMES.get(name.partition('-')[0], '10:20')}:00"]
            # Each on a station of its own: what one does would be seen on the next.
            own = shutil.copytree(home, Path(folder) / name)
            terminal = Terminal([*clock, program, "--lang", language, "--home", str(own)], size, environ)
            try:
                for step in steps:
                    terminal.step(
                        step.format(pin=demo_pins()["1001"], lead=demo_pins()["1005"], **WORDS[language])
                    )
                terminal.shoot(PICTURES / f"{name}.png")
            finally:
                terminal.close()
            print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
