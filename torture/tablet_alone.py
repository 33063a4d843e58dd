"""A counter's PC and a tablet with no network but theirs: run by ``test_tablet.py`` in a network of its own.

Arguments: the home of the station, a folder for the browser and pictures. Prints one JSON line for each question: the
visit, what was touched, and how long after the submission the question stood on the page.
"""

from __future__ import annotations

import errno
import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import Chromium

from counter_tui.bootstrap import Services, open_services
from counter_tui.paths import Home

PORT = 8630
ADDRESS = f"http://127.0.0.1:{PORT}/"
SIZES = ((1024, 600), (800, 480))


def loopback_up() -> None:
    """Let the loopback of this network be up: a new one has it down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        name = b"lo".ljust(16, b"\0")
        flags = struct.unpack("16sH", fcntl.ioctl(asked, 0x8913, name + bytes(16))[:18])[1]
        fcntl.ioctl(asked, 0x8914, struct.pack("16sH14x", name, flags | 1))


def require_alone() -> None:
    """Nothing but this PC can be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        assert asked.connect_ex(("8.8.8.8", 53)) == errno.ENETUNREACH


@contextmanager
def pad(home: Path, *options: str) -> Iterator[str]:
    """The command in a process of its own; its pairing code."""
    command = [sys.executable, "-m", "counter_tui", "--home", str(home), "pad", "--tablet", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            found = None
            while not found:
                line = process.stdout.readline()
                assert line, "the pad has ended"
                found = re.search(r"(\d{4}) (\d{4})", line)
            yield found[1] + found[2]
            process.stdin.write("q")
            process.stdin.flush()
            assert process.wait(30) == 0
        finally:
            process.kill()


def shows(face: str) -> str:
    """The expression that says whether the page shows this and can be touched."""
    return f"document.querySelector('body[data-face={face}]')"


FITS = """
document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth &&
[].every.call(document.querySelectorAll("button"), function (each) {
  var place = each.getBoundingClientRect();
  return place.bottom <= innerHeight && place.right <= innerWidth && place.left >= 0 && place.height >= 40 &&
    each.scrollHeight <= each.clientHeight + 1 && each.scrollWidth <= each.clientWidth + 1;
})
"""
"""Whether everything stands on the screen, whole and large enough for a finger."""


def asked(services: Services, tablet: Chromium) -> tuple[str, float]:
    """Submit a request; its visit, and the seconds until the tablet asks."""
    tablet.wait_for(shows("rest"))
    clerk = services.staff.find("1001")
    draft = services.drafts.new(clerk, kind="BZ501")
    draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
    visit = services.acceptance.submit(clerk, draft).visit
    begun = time.monotonic()
    tablet.wait_for(shows("levels"))
    return visit, time.monotonic() - begun


def rate_through_a_gap(services: Services, tablet: Chromium) -> None:
    """Touch a level while the line is down: it is kept when the line is there again, once."""
    visit, after = asked(services, tablet)
    tablet.cut(off=True)
    tablet.touch('[data-level="3"]')
    tablet.wait_for(f"{shows('levels')} && document.querySelector('[data-level=\"3\"]').disabled")
    tablet.cut(off=False)
    tablet.wait_for(shows("thanks"))
    tell(visit, 3, "", after)


def tell(visit: str, level: int, reason: str, after: float) -> None:
    """Say what was touched."""
    told = {"visit": visit, "level": level, "reason": reason, "after": round(after, 3)}
    sys.stdout.write(json.dumps(told) + "\n")


def rate_each(services: Services, tablet: Chromium, pictures: Path) -> None:
    """Touch each level, for the bad ones the last of their reasons, and once that one would rather not."""
    for level in (5, 4, 3, 2, 1, 0):
        visit, after = asked(services, tablet)
        assert tablet.evaluate(FITS)
        tablet.picture(pictures / "levels.png")
        reason = ""
        tablet.touch(f'[data-level="{level}"]' if level else ".decline")
        if level in (1, 2):
            tablet.wait_for(shows("reasons"))
            assert tablet.evaluate(FITS)
            tablet.picture(pictures / f"reasons-{level}.png")
            reason = services.station.scale.reasons_for(level)[-1].code
            tablet.touch(f'[data-reason="{reason}"]')
        tablet.wait_for(shows("thanks"))
        tell(visit, level, reason, after)


def main(home: Path, folder: Path) -> None:
    """The whole day of a tablet, at each size."""
    loopback_up()
    require_alone()
    services = open_services(Home(home))
    for width, height in SIZES:
        with pad(home) as code, Chromium(folder / f"profile-{width}", width, height) as tablet:
            pictures = folder / f"{width}x{height}"
            pictures.mkdir()
            tablet.open(ADDRESS)
            tablet.wait_for(shows("pair"))
            assert tablet.evaluate(FITS)
            tablet.picture(pictures / "pair.png")
            for digit in code:
                tablet.touch(f'[data-key="{digit}"]')
            rate_each(services, tablet, pictures)
            # What comes next is refused at first, as it must be: the tablet is not paired yet.
            assert all("401" in each for each in tablet.console), tablet.console
            rate_through_a_gap(services, tablet)
        (home / "tablet.json").unlink()
    services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
