"""Labels of special customers: what one needs, who sees what, and when one is gone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_tui.bootstrap import Services
from counter_tui.db import ledger, station_keys
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.labels import LabelGiven
from counter_tui.domain.matter.draft import Draft
from counter_tui.services.views.context import Whose
from support.labels import KINDS, NUMBER, evidence_of, labelled
from support.looking import looked_over
from support.roles import HEAD, staffed
from support.second_pc import join, other_pc
from support.stations import BILL, LI, LIU, WANG, ZHAO, SmallStation

IDENTITY = "110101199003074477"


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return staffed(tmp_path)


def advice(small: SmallStation, account: str = NUMBER, identity: str = "") -> list[str]:
    """What a clerk is told as soon as he knows whose request it is."""
    return advice_at(small.services, account, identity)


def advice_at(services: Services, account: str = NUMBER, identity: str = "") -> list[str]:
    """The same on any PC of the station."""
    with services.base.store.reading() as connection:
        whose = Whose(account=account, identity_marks=station_keys.customer_marks(connection, identity))
    return [each.zh for each in services.context.strip(LI, whose).advice]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("label_kind_unknown", {"kind": "difficult"}),
        ("label_number_unfit", {"number": "12"}),
        ("label_evidence_missing", {"evidence": {"report_five": "BB-1"}}),
        ("label_evidence_missing", {"evidence": {**evidence_of("malicious"), "report_five": "  "}}),
        ("label_evidence_foreign", {"evidence": {**evidence_of("malicious"), "final_answer": "1"}}),
        ("label_approval_missing", {"approved_by": " "}),
        ("label_until_past", {"until": date(2025, 11, 19)}),
        ("label_until_far", {"until": date(2026, 2, 19)}),
    ],
)
def test_a_label_without_what_it_needs_is_refused(
    small: SmallStation, code: str, asked: dict[str, Any]
) -> None:
    asked = dict(asked)
    kind, number = asked.pop("kind", "malicious"), asked.pop("number", NUMBER)
    given: dict[str, Any] = {"evidence": evidence_of("malicious"), "approved_by": "省公司", **asked}
    with pytest.raises(RuleBroken, match=code):
        small.services.labels.give(WANG, kind, number, "王建国", **given)
    assert small.services.labels.list(WANG, record=True) == ()


def test_each_kind_refuses_the_evidence_of_every_other(small: SmallStation) -> None:
    for kind in KINDS:
        for other in KINDS.keys() - {kind}:
            with pytest.raises(RuleBroken, match="label_evidence_missing"):
                labelled(small.services, WANG, kind, evidence=evidence_of(other))


def test_a_label_is_told_as_advice_and_vanishes_after_its_last_day(small: SmallStation) -> None:
    line = labelled(small.services, WANG, until=date(2025, 11, 22))
    assert advice(small) == ["两人接待，请值长知悉，如实记录"]
    assert (line.name, line.number, line.until) == ("王**", NUMBER, date(2025, 11, 22))
    small.clock.advance(timedelta(days=2))
    assert advice(small) == ["两人接待，请值长知悉，如实记录"]
    small.clock.advance(timedelta(days=1))
    assert advice(small) == []
    assert small.services.labels.list(WANG) == ()
    assert [each.state for each in small.services.labels.list(ZHAO, record=True)] == ["expired"]
    with pytest.raises(RuleBroken, match="label_not_in_force"):
        small.services.labels.withdraw(WANG, line.id, "settled")
    assert looked_over(small.home).clean


def test_every_label_has_a_last_day_and_is_looked_at_again_before(small: SmallStation) -> None:
    for kind in KINDS.values():
        line = labelled(small.services, WANG, kind.code)
        assert line.until == date(2025, 11, 20) + timedelta(days=kind.days)
        assert date(2025, 11, 20) < line.review_on < line.until


def test_who_gave_it_does_not_review_it(small: SmallStation) -> None:
    line = labelled(small.services, WANG)
    small.clock.advance(timedelta(days=40))
    (due,) = small.services.labels.list(WANG)
    assert due.review_due
    with pytest.raises(RuleBroken, match="label_own_review"):
        small.services.labels.review(WANG, line.id)
    small.services.labels.review(HEAD, line.id)
    (again,) = small.services.labels.list(WANG)
    assert (again.review_due, again.until) == (False, line.until)
    small.services.labels.withdraw(HEAD, line.id, "review")
    assert small.services.labels.list(WANG) == ()
    assert advice(small) == []
    # Once it is gone it may be given anew, on evidence as before.
    assert labelled(small.services, WANG).id != line.id


def test_the_same_label_is_not_given_twice(small: SmallStation) -> None:
    labelled(small.services, WANG)
    with pytest.raises(RuleBroken, match="label_twice"):
        labelled(small.services, HEAD)


@pytest.mark.parametrize("number", [NUMBER, IDENTITY])
def test_a_label_of_another_pc_is_found_where_the_stations_key_is_held(
    small: SmallStation, tmp_path: Path, number: str
) -> None:
    """Its facts say nothing to a PC without the key; keys made or taken later hide no label given before."""
    services, second = small.services, other_pc(small, tmp_path / "second")
    whose = ("", IDENTITY) if number == IDENTITY else (NUMBER, "")
    told = ["两人接待，请值长知悉，如实记录"]
    labelled(services, WANG, number=number)
    carry(services, second)
    assert advice_at(second, *whose) == []
    assert join(small, second, tmp_path / "join") == 1
    assert advice_at(second, *whose) == told
    for pc in (services, second):
        pc.station_keys.renew(WANG)
        assert advice_at(pc, *whose) == told
        with pytest.raises(RuleBroken, match="label_twice"):
            labelled(pc, WANG, number=number)
    second.close()


def carry(one: Services, other: Services) -> None:
    """Bring the facts about labels to another PC, under the subjects they have."""
    with one.base.store.reading() as connection:
        given = ledger.of_types(connection, LabelGiven.type)
    with other.base.store.writing() as writing:
        for entry in given:
            writing.append(entry.subject, [entry.fact], entry.actor)


def test_a_customer_is_known_by_identity_number_too(small: SmallStation) -> None:
    line = labelled(small.services, WANG, number=IDENTITY.lower())
    assert line.number == "110***********4477"
    assert advice(small, "", IDENTITY) == ["两人接待，请值长知悉，如实记录"]
    assert advice(small, "0417000026", "110101198506151249") == []


def test_on_the_matter_who_has_to_do_with_it_is_told(small: SmallStation) -> None:
    """Neither a colleague nor the auditor; the label itself stands nowhere on it."""
    matter = small.accept(
        LI, BILL, name="王建国", phone="13812340001", account=NUMBER, fields={"content": "电费多了"}
    )
    labelled(small.services, WANG)
    view = small.services.matters.view
    told = {actor.name: [each.zh for each in view(actor, matter).advice] for actor in (LI, LIU, WANG, ZHAO)}
    said = ["两人接待，请值长知悉，如实记录"]
    assert told == {"李敏": said, "刘伟": [], "王强": said, "赵静": []}
    assert "恶意" not in repr(view(LI, matter))


def test_no_list_of_labels_for_a_clerk(small: SmallStation) -> None:
    for ask in (
        lambda: small.services.labels.list(LI),
        lambda: labelled(small.services, LI),
        lambda: labelled(small.services, ZHAO),
    ):
        with pytest.raises(RuleBroken, match="not_allowed"):
            ask()


def test_a_draft_knows_of_no_label() -> None:
    assert not {"label", "labels", "advice"} & set(Draft.__struct_fields__)
