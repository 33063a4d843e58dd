"""A script that writes through the command line, killed at any instant: what it was told is done is there once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from telling import Tell, of_environ

from counter_tui.cli import main
from counter_tui.db import ledger
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.facts.station import StaffAdded
from counter_tui.paths import Home
from support.cli_runs import PIN, private, process_environ
from support.looking import looked_over, reaching_in

KILLS = of_environ("KILLS", 300) // 5
SEED = of_environ("SEED", 20_251_121)
HEADINGS = "纸单号,受理时间,首问工号,业务类型,电话,内容"


class Script:
    """Commands that add people, customers and slips, each with names of its own, and what they were told is done."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.home = Home(folder / "home")
        self._folder, self._random, self._next = folder, random, 0
        self._pin = private(folder / "pin", PIN)
        self._acts = ["--home", str(self.home.folder), "--staff", "201", "--pin-file", str(self._pin)]
        self.done: dict[str, set[str]] = {"staff": set(), "customers": set(), "slips": set()}
        given = ["--code", "JG01", "--name", "溪口供电所", "--lead-no", "201", "--lead-name", "何立"]
        sheet = ["--recovery-sheet", str(folder / "sheet.txt"), "--papers", str(folder / "papers")]
        assert (
            main(["init", "--home", str(self.home.folder), *given, "--pin-file", str(self._pin), *sheet]) == 0
        )

    def command(self) -> tuple[str, set[str], list[str]]:
        """The next command: of what sort, what it adds, and its words."""
        sort = self._random.choice(sorted(self.done))
        count = 1 if sort == "staff" else self._random.choice((3, 15, 400 if sort == "customers" else 30))
        names = {str(1_000_000_000 + self._next + each) for each in range(count)}
        self._next += count
        if sort == "staff":
            words = ["staff", "add", *names, "--name", "刘伟", "--new-pin-file", str(self._pin)]
            return sort, names, [*words, *self._acts]
        file = self._folder / f"{sort}-{self._next}.csv"
        claimed = (datetime.now(UTC) - timedelta(hours=20)).strftime("%Y-%m-%d %H:%M")
        rows = {
            "customers": ["户号,户名,地址", *(f"{each},何静,幸福路{each}号" for each in sorted(names))],
            "slips": [HEADINGS, *(f"{each},{claimed},201,BZ502,13812340009,催办" for each in sorted(names))],
        }
        file.write_text("\n".join(rows[sort]) + "\n", "utf-8")
        kind = "matters" if sort == "slips" else "customers"
        return sort, names, ["import", kind, str(file), "--json", *self._acts]

    def run(self, moment: float | None) -> bool:
        """Run the next command, killed after so many seconds; whether it came to its end."""
        sort, names, words = self.command()
        out = self._folder / "out"
        with out.open("wb") as stream:
            running = subprocess.Popen(
                [sys.executable, "-m", "counter_tui", *words],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=process_environ(),
            )
            try:
                code = running.wait(moment)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                code = None
        assert code in (0, None), out.read_text("utf-8", "replace")
        if sort == "slips":
            self.done[sort] |= entered(out.read_text("utf-8", "replace"))
        elif code == 0:
            self.done[sort] |= names
        return code == 0


def entered(output: str) -> set[str]:
    """The slips of which a line said their matter's number; a line that was cut short said nothing."""
    said = set()
    for line in output.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told["number"]:
            said.add(told["slip"])
    return said


def there(home: Home) -> dict[str, Counter[str]]:
    """How often each person, customer and slip is in the store."""
    with reaching_in(home) as connection:
        people = ledger.of_types(connection, StaffAdded.type)
        matters = ledger.of_types(connection, MatterAccepted.type)
        accounts = [row[0] for row in connection.execute("SELECT account FROM customer")]
    slips = [each.fact.on_paper.slip for each in matters]  # type: ignore[attr-defined]
    return {
        "staff": Counter(each.fact.staff_no for each in people),  # type: ignore[attr-defined]
        "customers": Counter(accounts),
        "slips": Counter(slips),
    }


def test_what_a_command_said_is_done_is_there_once_wherever_the_next_was_killed(
    tmp_path: Path, tell: Tell
) -> None:
    random = Random(SEED)
    script, whole = Script(tmp_path, random), 2.0
    killed = 0
    while killed < KILLS:
        begun = time.monotonic()
        if script.run(None if random.random() < 0.2 else random.uniform(0.1, 1.1) * whole):
            whole = (whole + time.monotonic() - begun) / 2
            continue
        killed += 1
        assert looked_over(script.home).findings == ()
        found = there(script.home)
        for sort, names in script.done.items():
            assert {name: found[sort][name] for name in names} == dict.fromkeys(names, 1)
            assert max(found[sort].values(), default=1) == 1
    tell(kills=killed, acknowledged=sum(map(len, script.done.values())), seed=SEED)
    assert all(script.done.values())
