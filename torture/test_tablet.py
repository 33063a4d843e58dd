"""A real browser presses each level by touch, with no network but that between it and the counter's PC."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest
from chromium import browser
from tablet_alone import pad
from telling import Tell, of_environ

from counter_tui.bootstrap import Services, open_services
from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.visit import RatingDeclined, RatingGiven, ReasonGiven, TokenShown
from counter_tui.paths import Home
from support.looking import looked_over

ROOT = Path(__file__).parents[1]
ENVIRON = {
    **os.environ,
    "COUNTER_KEYRING": "off",
    "PYTHONPATH": os.pathsep.join(str(ROOT / each) for each in ("src", "tests", "torture")),
}


RATE = of_environ("FLOOD", 1_000)
SECONDS = 8.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A demo station of today."""
    home = tmp_path / "station"
    made = [
        "-m",
        "counter_tui",
        "--home",
        str(home),
        "demo",
        "--no-open",
        "--matters",
        "5",
        "--customers",
        "20",
    ]
    subprocess.run([sys.executable, *made], env=ENVIRON, stdout=subprocess.DEVNULL, check=True)
    return home


def test_a_tablet_presses_each_level_by_touch_offline_from_all_but_the_counter(
    home: Path, tmp_path: Path, tell: Tell
) -> None:
    browser()
    script = [sys.executable, str(ROOT / "torture/tablet_alone.py"), str(home), str(tmp_path)]
    alone = ["unshare", "--map-root-user", "--net", "--", *script]
    ran = subprocess.run(alone, env=ENVIRON, stdout=subprocess.PIPE, text=True, check=True)
    touched = [json.loads(line) for line in ran.stdout.splitlines()]
    tell(questions=len(touched), slowest_seconds=max(each["after"] for each in touched))
    assert [each["level"] for each in touched] == [5, 4, 3, 2, 1, 0, 3] * 2
    services = open_services(Home(home))
    for each in touched:
        with services.base.store.reading() as connection:
            facts = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(each["visit"])))
        shown, kept, *why = (entry.fact for entry in facts[1:])
        assert shown == TokenShown(pad="tablet")
        if each["level"]:
            assert isinstance(kept, RatingGiven)
            assert (kept.level, kept.pad) == (each["level"], "tablet")
        else:
            assert kept == RatingDeclined(pad="tablet")
        # The press is kept before its reason is asked for.
        assert why == ([ReasonGiven(reason=each["reason"], pad="tablet")] if each["reason"] else [])
    services.close()
    assert looked_over(Home(home)).clean


def submitted(services: Services, seconds: float) -> tuple[list[str], list[float]]:
    """Requests submitted one after the other for some seconds; their visits, and how long each took in milliseconds."""
    clerk, until = services.staff.find("1001"), time.monotonic() + seconds
    visits, took = [], []
    while time.monotonic() < until:
        draft = services.drafts.new(clerk, kind="BZ501")
        draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
        begun = time.perf_counter()
        visits.append(services.acceptance.submit(clerk, draft).visit)
        took.append((time.perf_counter() - begun) * 1000)
    return visits, took


def test_a_flood_makes_no_rating_and_leaves_the_counter_responsive(
    home: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    services = open_services(Home(home))
    port = "8641"
    with pad(home, "--host", "127.0.0.1", "--port", port):
        _visits, calm = submitted(services, SECONDS / 2)
        script = [sys.executable, str(ROOT / "torture/flooding.py"), port, str(RATE), str(SECONDS)]
        with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as flood:
            visits, flooded = submitted(services, SECONDS)
            assert flood.stdout is not None
            answers = json.loads(flood.stdout.read())
    tell(calm_ms=round(median(calm), 1), flooded_ms=round(median(flooded), 1), **answers)
    assert set(answers) <= {"sent", "401", "429", "ended"}
    # A PC that is busy with other things sends somewhat less.
    assert answers["sent"] >= RATE * SECONDS / 2
    assert median(flooded) < 5 * median(calm) + 50
    with services.base.store.reading() as connection:
        for visit in visits:
            assert len(ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit)))) == 1
    services.close()
