"""A real Chromium, driven by its DevTools protocol over two pipes: what a tablet's browser does, by touch."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 30.0
"""Seconds to wait for anything."""


def browser() -> str:
    """The Chromium of this machine."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise AssertionError(f"this needs a Chromium: one of {', '.join(NAMES)}")


class Chromium:
    """One window of the given size, with touch and without a mouse."""

    def __init__(self, profile: Path, width: int, height: int) -> None:
        self._size = (width, height)
        command_in, self._out = os.pipe()
        self._in, answer_out = os.pipe()
        flags = (
            "--headless --no-sandbox --disable-gpu --remote-debugging-pipe --no-first-run --disable-extensions "
            "--disable-background-networking --disable-component-update --disable-sync --no-default-browser-check"
        )
        # The browser reads commands from its third file and answers into its fourth.
        shell = f'exec "$@" 3<&{command_in} 4>&{answer_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "browser", browser(), *flags.split(), f"--user-data-dir={profile}"],
            pass_fds=(command_in, answer_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(command_in)
        os.close(answer_out)
        self._left = b""
        self._count = 0
        self._session = ""
        self.console: list[str] = []

    def __enter__(self) -> Self:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        width, height = self._size
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        self.call("Log.enable")
        self.call("Runtime.enable")
        self.call("Page.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        """One command and its result."""
        self._count += 1
        asked = self._count
        message: dict[str, Any] = {"id": asked, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("method") == "Log.entryAdded":
                self.console.append(answer["params"]["entry"]["text"])
            if answer.get("method") == "Runtime.exceptionThrown":
                self.console.append(json.dumps(answer["params"]["exceptionDetails"]))
            if answer.get("id") == asked:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, address: str) -> None:
        """Go to a page."""
        self.call("Page.navigate", url=address)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of the page's language."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true."""
        waited(lambda: self.evaluate(f"!!({expression})"), expression)

    def touch(self, selector: str) -> None:
        """Put a finger on the middle of the first element of this kind, and lift it."""
        place = (
            f"(function(){{var e=document.querySelector({json.dumps(selector)});if(!e||e.disabled)return null;"
            "var r=e.getBoundingClientRect();return [r.left+r.width/2,r.top+r.height/2]}())"
        )
        spot = waited(lambda: self.evaluate(place), selector)
        point = {"x": spot[0], "y": spot[1]}
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def cut(self, *, off: bool) -> None:
        """Take the network away from the browser, or give it back."""
        self.call("Network.enable")
        self.call(
            "Network.emulateNetworkConditions",
            offline=off,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def picture(self, path: Path) -> None:
        """What stands on the screen, as a PNG file."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            part = os.read(self._in, 1 << 16)
            assert part, "the browser has gone"
            self._left += part
        message, _end, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


def waited(ask: Callable[[], Any], what: str) -> Any:
    """What is asked for, as soon as it is there."""
    until = time.monotonic() + PATIENCE
    while not (found := ask()):
        assert time.monotonic() < until, f"it never came: {what}"
        time.sleep(0.05)
    return found
