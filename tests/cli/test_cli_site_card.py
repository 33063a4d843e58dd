"""``station card``: set by who leads, read by everybody."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.stations import PINS, open_small_station


def test_the_card_is_set_in_parts_and_tells_what_is_wrong_with_it(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()

    def as_(who: str) -> tuple[object, ...]:
        pin = private(tmp_path / who, PINS[who])
        return ("--home", small.home.folder, "--staff", who, "--pin-file", pin, "--lang", "en")

    empty = run("station", "card", *as_("102"))
    assert (empty.code, empty.out, empty.err.strip()) == (0, "", "No one in charge")
    given = ("--responsible", "103", "--phone", "66218801")
    assert run("station", "card", *given, *as_("101")).code == 2
    assert run("station", "card", "--set", *given, *as_("102")).code == 3
    assert run("station", "card", "--set", *given, *as_("101")).code == 0
    said = run("station", "card", "--set", "--deputy", "102", "--every-days", "14", *as_("101"))
    newest, oldest = said.out.splitlines()
    assert newest.endswith("刘伟  李敏  66218801  every 14 days  王强")
    assert oldest.endswith("刘伟  -  66218801  every 7 days  王强")
    (card,) = run("station", "card", "--json", *as_("102")).objects
    assert (card["card"]["deputy"], card["gaps"], len(card["history"])) == ("102", [], 2)
    assert f"next inspection by {card['due_on']}" in said.err
