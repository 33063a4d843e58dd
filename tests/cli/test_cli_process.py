"""Commands as processes of their own: locales, pipes, and answers as soon as they are known."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from support.cli_runs import process_environ

COMMAND = [sys.executable, "-m", "counter_tui"]


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"LC_ALL": "", "LANG": "zh_CN.GBK", "PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["c", "posix", "gbk", "ascii"],
)
def test_input_and_output_are_utf8_whatever_the_locale(demo: Path, locale: dict[str, str]) -> None:
    found = subprocess.run(
        [*COMMAND, "--home", str(demo), "find", "customers", "村"],
        capture_output=True,
        env=process_environ(**locale),
        check=True,
    )
    asked = subprocess.run(
        [*COMMAND, "--home", str(demo), "find", "customers", "-"],
        input="村\n".encode(),
        capture_output=True,
        env=process_environ(**locale),
        check=True,
    )
    customers = [json.loads(line) for line in found.stdout.decode("utf-8").splitlines()]
    assert any("村" in each["address"] for each in customers)
    assert json.loads(asked.stdout.decode("utf-8"))["results"] == customers
    assert "户" in found.stderr.decode("utf-8")


def test_each_line_is_answered_before_the_next_is_sent() -> None:
    with subprocess.Popen(
        [*COMMAND, "check", "identity", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=process_environ(),
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in ("15400000001", "1540000000"):
            running.stdin.write(json.dumps({"kind": "mobile", "value": number}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["valid"] == (len(number) == 11)
        running.stdin.close()
        assert running.wait() == 0


def test_nobody_reading_the_output_is_no_error(demo: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "export", "matters", "--home", str(demo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=process_environ(),
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_a_process_that_breaks_down_leaves_no_image_of_its_memory() -> None:
    """The key of the store and customers' data are in it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    given = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, ({hard}, {hard}))
from counter_tui.cli import main
sys.argv = ["counter-tui", "--version"]
main()
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
    said = subprocess.run([sys.executable, "-c", given], capture_output=True, check=True, text=True)
    assert said.stdout.splitlines()[-1] == "0"
