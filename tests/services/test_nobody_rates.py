"""Nobody of the staff can make a rating: no method, no hold that is no hold, no import, no fact written by hand."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

import counter_tui
from counter_tui.bootstrap import open_services
from counter_tui.db import ledger
from counter_tui.db.files.one_holder import HolderFile
from counter_tui.db.subjects import VISIT
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import visit as facts
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.visit.own_hand import PRESSES
from counter_tui.domain.visit.rating import CUSTOMER, OPEN_FOR
from counter_tui.paths import PAD
from counter_tui.services.ratings.pad import PadHold
from support.pressing import presses, tidy
from support.roles import ACCOUNT, CALLS, PEOPLE, Trying, methods, staffed, takes_actor
from support.stations import BILL, LI, WANG, SmallStation, open_small_station

STEPS = 60
"""So many acts of the staff in each random sequence; the tests of the matrix try each of them by each role."""
HEADINGS = "纸单号,受理时间,首问工号,业务类型,客户姓名,证件类型,证件号码,联系电话,用电地址,内容,其他栏目\n"
ON_PAPER = "停-02,2025/11/20 9:30,103,BZ601,何静,,,13812340009,万泉村3组,半户没电,\n"
LEAVES = ("staff.leave", "absences.leave", "backups.stop")
"""What takes away whoever acts next, or ends the station."""


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path, empty=True)


def visit_of(small: SmallStation, matter: str) -> str:
    return small.services.matters.view(WANG, matter).visit


def served(small: SmallStation) -> str:
    """Somebody was served a moment ago; the visit."""
    return visit_of(
        small,
        small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"}),
    )


def history(small: SmallStation, visit: str) -> list[Any]:
    with small.services.base.store.reading() as connection:
        return ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit)))


@pytest.mark.parametrize("seed", range(2))
def test_no_act_of_any_role_presses_though_the_question_stands_before_the_customer(
    tmp_path: Path, seed: int
) -> None:
    """Acts of all services by all roles in a random order, while a pad shows a question and while it shows none."""
    random, small = Random(seed), staffed(tmp_path)
    acts = [name for name in sorted(CALLS) if name not in LEAVES]
    expected = 0
    with small.services.pad.hold("turned") as hold:
        for step in range(STEPS):
            if step % 20 == 0:
                small.services.pad.show(hold, served(small))
                expected += 1
            actor = PEOPLE[random.choice(sorted(PEOPLE))]
            folder = tmp_path / str(step)
            folder.mkdir()
            act = random.choice(acts)
            # Whatever the order refuses: what counts is what was written.
            with suppress(RuleBroken):
                CALLS[act](Trying(small, actor, folder))()
            assert presses(small.services) == expected, act
    assert tidy(small.services) == []


def test_no_method_without_an_actor_presses_but_those_of_the_pad(tmp_path: Path) -> None:
    """Each is called with whatever names a visit, a level or a person; what fits nothing may raise what it likes."""
    small, random = staffed(tmp_path), Random(1)
    found = dict(methods(small.services))
    free = [name for name, each in sorted(found.items()) if callable(each) and not takes_actor(each)]
    assert "pad.press" in free
    with small.services.pad.hold("turned") as hold:
        visit = served(small)
        small.services.pad.show(hold, visit)
        said = [visit, "5", 5, "", "101", "102", ACCOUNT, b"5", LI, True]
        for name in free:
            if name in LEAVES or name.startswith("pad."):
                continue
            service, _dot, method = name.partition(".")
            needed = inspect.signature(found[name]).parameters.values()
            wanted = [each for each in needed if each.default is each.empty and each.name != "self"]
            for _try in range(3):
                given = {each.name: random.choice(said) for each in wanted}
                with suppress(RuleBroken, TypeError, ValueError, AttributeError, LookupError):
                    getattr(getattr(small.services, service), method)(**given)
        assert presses(small.services) == 1
    assert tidy(small.services) == []


def false_holds(small: SmallStation, tmp_path: Path) -> Iterator[Any]:
    """What looks like the station's pad in hand and is not."""
    freed = small.services.pad.hold("turned")
    freed.free()
    yield freed
    yield SimpleNamespace(held=True, kind="turned")
    elsewhere = HolderFile(tmp_path / "other.db", PAD)
    assert elsewhere.take()
    yield PadHold("turned", elsewhere)
    (tmp_path / "two").mkdir()
    other = open_small_station(tmp_path / "two", empty=True)
    yield other.services.pad.hold("turned")
    other.services.close()


PAD_ACTS: tuple[Callable[[Any, Any, str], object], ...] = (
    lambda pad, hold, visit: pad.show(hold, visit),
    lambda pad, hold, visit: pad.press(hold, visit, 5),
    lambda pad, hold, visit: pad.say_why(hold, visit, "E101"),
    lambda pad, hold, visit: pad.decline(hold, visit),
    lambda pad, hold, visit: pad.time_out(hold, visit),
    lambda pad, hold, _visit: pad.settle_failed(hold),
    lambda pad, hold, _visit: pad.tablet_paired(hold, "SM-T510"),
    lambda pad, hold, _visit: pad.tablet_let_go(hold),
    lambda pad, hold, _visit: pad.waiting(hold),
)


def test_what_only_looks_like_a_pad_in_hand_does_nothing(small: SmallStation, tmp_path: Path) -> None:
    visit = served(small)
    with small.services.pad.hold("turned") as hold:
        small.services.pad.show(hold, visit)
    for false in false_holds(small, tmp_path):
        for act in PAD_ACTS:
            with pytest.raises(RuleBroken, match="pad_not_held"):
                act(small.services.pad, false, visit)
    second = open_services(small.home, small.clock)
    with small.services.pad.hold("turned") as hold:
        for act in PAD_ACTS:
            # The hold of one window is none in another.
            with pytest.raises(RuleBroken, match="pad_not_held"):
                act(second.pad, hold, visit)
    second.close()
    assert presses(small.services) == 1


def test_paper_days_and_visits_without_a_token_cannot_be_asked_about(small: SmallStation) -> None:
    result = small.services.paper_days.import_data(WANG, (HEADINGS + ON_PAPER).encode("gb18030"))
    assert result.entered == 1
    with small.services.base.store.reading() as connection:
        ((paper,),) = connection.execute("SELECT hex(visit) FROM matter").fetchall()
    with small.services.pad.hold("turned") as hold:
        assert small.services.pad.waiting(hold) is None
        for visit in (paper, "00" * 16):
            for act in PAD_ACTS[:5]:
                with pytest.raises(RuleBroken, match="no_token"):
                    act(small.services.pad, hold, visit)
    assert presses(small.services) == 0


_NO_REASON = ("not_rated", "reason_said", "reason_late", "reason_unknown")


def refused_or_done(pad: Any, hold: PadHold, visit: str, act: int, random: Random) -> None:
    """One act of a pad; a token that is used, too old or was not shown refuses it and nothing else does."""
    try:
        if act < 6:
            pad.show(hold, visit)
        elif act == 6:
            pad.press(hold, visit, random.randint(1, 5))
            pad.say_why(hold, visit, random.choice(("E101", "E201")))
        else:
            random.choice((pad.decline, pad.time_out))(hold, visit)
    except RuleBroken as broken:
        if broken.code not in {"token_used", "token_over", "not_shown", *_NO_REASON}:
            raise


@pytest.mark.parametrize("seed", range(3))
def test_whatever_pads_do_in_whatever_order_each_token_ends_once_on_the_pad_that_asked(
    small: SmallStation, seed: int
) -> None:
    """Visits armed, pads taken, freed and killed, questions shown, pressed on twice, left to grow too old."""
    random, pad = Random(seed), small.services.pad
    visits: list[str] = [served(small)]
    hold = pad.hold("turned")
    for _step in range(120):
        visit = random.choice(visits[-3:])
        act = random.randrange(9)
        if act == 0:
            visits.append(served(small))
        elif act == 1:
            hold.free()
            hold = pad.hold(random.choice(("turned", "screen", "tablet")))
        elif act == 2:
            small.clock.advance(random.choice((timedelta(seconds=40), timedelta(minutes=50), OPEN_FOR)))
        else:
            refused_or_done(pad, hold, visit, act, random)
    hold.free()
    ended = {entry.fact.type for visit in visits for entry in history(small, visit)}
    assert {facts.RatingGiven.type, facts.RatingDeclined.type} <= ended
    assert tidy(small.services) == []


PRESSED = (
    facts.TokenShown(pad="turned"),
    facts.RatingGiven(level=5, pad="turned"),
    facts.ReasonGiven(reason="E201", pad="turned"),
    facts.RatingDeclined(pad="turned"),
    facts.RatingTimedOut(pad="turned"),
    facts.PadFailed(pad="turned"),
    facts.PressRefused(level=5, pad="turned"),
)


def write(small: SmallStation, visit: str, actor: str, *what: Fact, **told: Any) -> None:
    with small.services.base.store.writing() as writing:
        writing.append(Subject(VISIT, bytes.fromhex(visit)), what, actor, **told)


def test_the_store_takes_a_press_from_nobody_else_and_nothing_else_in_the_customers_name(
    small: SmallStation,
) -> None:
    """Also where a service of tomorrow would ask it to, with a history of its own making."""
    assert {type(fact) for fact in PRESSED} == set(PRESSES)
    visit = served(small)
    with small.services.pad.hold("turned") as hold:
        small.services.pad.show(hold, visit)
    before = history(small, visit)
    armed = facts.TokenArmed(clerk="102", matter="0f" * 16)
    for fact in PRESSED:
        for person in (*(each.staff_no for each in PEOPLE.values()), "", "Customer", "customer "):
            with pytest.raises(RuleBroken, match="not_the_customers_hand"):
                write(small, visit, person, fact, history=before)
    for what in ([armed], [*PRESSED[1:2], armed], [PRESSED[1], PRESSED[1]]):
        with pytest.raises(RuleBroken, match="not_the_customers_hand"):
            write(small, visit, CUSTOMER, *what)
    assert history(small, visit) == before


def test_the_store_takes_no_press_nobody_was_asked_for(small: SmallStation) -> None:
    nowhere, unasked, asked, used = "0e" * 16, served(small), served(small), served(small)
    with small.services.pad.hold("turned") as hold:
        small.services.pad.show(hold, asked)
        small.services.pad.show(hold, used)
        small.services.pad.press(hold, used, 2)
        small.services.pad.say_why(hold, used, "E201")
    shown, *answers, refused = PRESSED
    invented = history(small, asked)
    wrong = [
        *((nowhere, fact) for fact in PRESSED),
        *((unasked, fact) for fact in (*answers, refused)),
        *((asked, fact) for fact in (refused, PRESSED[2], facts.RatingGiven(level=5, pad="screen"))),
        *((used, fact) for fact in (shown, *answers)),
    ]
    for visit, fact in wrong:
        with pytest.raises(RuleBroken, match="not_the_customers_hand"):
            write(small, visit, CUSTOMER, fact, history=invented)
    assert presses(small.services) == 4


MAKERS = {each.__name__ for each in PRESSES} | {"decide_press", "decide_no_press", "decide_failed"}


def test_only_the_pad_decides_on_a_press_and_only_its_rule_makes_one() -> None:
    """By the source: who calls what makes a press or decides on one, and who acts as the customer."""
    package = Path(counter_tui.__file__).parent
    makers, actors = set(), set()
    for file in sorted(package.rglob("*.py")):
        text, where = file.read_text("utf-8"), file.relative_to(package).as_posix()
        if not any(name in text for name in (*MAKERS, "CUSTOMER")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                makers.add(where)
            if isinstance(node, ast.Call) and any(_name(each) == "CUSTOMER" for each in node.args):
                actors.add(where)
    assert makers == {"domain/visit/rating.py", "services/ratings/pad.py"}
    # A special customer is a subject of that name; nobody acts there.
    assert actors - {"services/customers/advice.py"} == {"services/ratings/pad.py"}


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))
