"""The files by which systems call the centre on time: they call what there is, written as their readers demand."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

from counter_tui.cli.exits import TRY_LATER
from counter_tui.cli.parser import make_parser

FOLDER = Path(__file__).parents[2] / "packaging"
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
TIME_TRIGGER = ("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay")
"""The order the schema of the Task Scheduler gives the parts of a trigger (MS-TSCH 2.5.3)."""


def unit(ending: str) -> ConfigParser:
    """A file of systemd."""
    made = ConfigParser(interpolation=None)
    made.read(FOLDER / f"counter-tui-sync.{ending}", encoding="utf-8")
    return made


def test_each_timer_calls_the_centre_once_from_a_place_it_need_not_look_for() -> None:
    (line,) = (
        line
        for line in (FOLDER / "counter-tui-sync.cron").read_text("ascii").splitlines()
        if not line.startswith("#")
    )
    fields = line.split()
    assert re.fullmatch(r"[0-5]?\d", fields[0])
    assert fields[1:5] == ["*"] * 4
    systemd = unit("service")["Service"]["ExecStart"].split()
    for command in (fields[5:-1], systemd):
        assert Path(command[0]).is_absolute()
        assert command[1:] == ["sync", "--once"]
    assert fields[-1] == ">/dev/null"


def test_the_call_a_timer_makes_is_a_command_of_the_program() -> None:
    assert make_parser().parse_args(["sync", "--once"]).once


def test_no_answer_is_no_failure_to_systemd() -> None:
    assert unit("service")["Service"]["SuccessExitStatus"] == str(TRY_LATER)
    assert unit("timer")["Timer"]["Persistent"] == "true"


def test_the_task_of_windows_is_written_as_its_schema_and_importer_demand() -> None:
    content = (FOLDER / "counter-tui-sync.xml").read_bytes()
    assert content.startswith(b"\xff\xfe")
    assert content.decode("utf-16").startswith('<?xml version="1.0" encoding="UTF-16"?>')
    task = ElementTree.fromstring(content)
    assert task.tag == f"{NAMESPACE}Task"
    # A trigger of any user's sign-in may be registered by administrators alone.
    (trigger,) = task.findall(f"{NAMESPACE}Triggers/*")
    assert trigger.tag == f"{NAMESPACE}TimeTrigger"
    parts = [TIME_TRIGGER.index(each.tag.removeprefix(NAMESPACE)) for each in trigger]
    assert parts == sorted(parts)
    assert {TIME_TRIGGER.index("StartBoundary"), TIME_TRIGGER.index("Repetition")} < set(parts)
    told = {each.tag.removeprefix(NAMESPACE): each.text for each in task.iter()}
    assert (told["Arguments"], told["StartWhenAvailable"], told["Interval"]) == (
        "sync --once",
        "true",
        "PT1H",
    )
