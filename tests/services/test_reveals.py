"""Personal data in full: who may see it, for which reasons, for how long, and the fact that says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.db import ledger
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.station import matter_subject
from support.looking import looked_over, reaching_in
from support.stations import CONNECTION, LI, LIU, WANG, ZHAO, SmallStation, open_small_station

PERSON = {
    "id_kind": "resident_id",
    "id_number": "110101199003074477",
    "name": "王建国",
    "phone": "13812340001",
    "address": "和平路12号2单元301",
}
HEAD = Actor("105", "孙所长", "head")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


def newest(small: SmallStation, matter: str = "") -> Recorded:
    """The newest fact of the matter, or of the station."""
    subject = matter_subject(matter) if matter else small.services.base.subject
    with small.services.base.store.reading() as connection:
        return ledger.facts_of(connection, subject)[-1]


def test_a_usual_reason_is_kept_by_its_code_and_says_which_fields_were_shown(small: SmallStation) -> None:
    matter = small.accept(LI, CONNECTION, **PERSON)
    view = small.services.matters.reveal(LI, matter, "call")
    assert (view.full, view.customer.phone) == (True, PERSON["phone"])
    entry = newest(small, matter)
    assert (entry.fact.type, entry.actor) == ("DetailsShown", "102")
    assert entry.fact.values() == {"reason": "call", "fields": ["name", "id_number", "phone", "address"]}
    assert looked_over(small.home).clean


def test_own_words_are_one_line_without_numbers(small: SmallStation) -> None:
    matters, matter = small.services.matters, small.accept(LI, CONNECTION, **PERSON)
    for words, code in {
        " ": "reason_missing",
        "长" * 61: "reason_too_long",
        "打 138 1234 0001": "reason_has_number",
        "打１３８１２３４０００１": "reason_has_number",
        "核对110101199003074477": "reason_has_number",
    }.items():
        with pytest.raises(RuleBroken) as broken:
            matters.reveal(LI, matter, words)
        assert broken.value.code == code
    assert newest(small, matter).fact.type == "MatterAccepted"
    matters.reveal(LI, matter, " 打印合同\n2 份 ")
    assert newest(small, matter).fact.values()["words"] == "打印合同 2 份"


def test_only_who_is_concerned_and_who_leads_or_audits_sees_a_matter_in_full(small: SmallStation) -> None:
    matters, matter = small.services.matters, small.accept(LI, CONNECTION, **PERSON)
    with pytest.raises(RuleBroken, match="details_not_yours"):
        matters.reveal(LIU, matter, "call")
    assert "reveal" not in matters.view(LIU, matter).can
    for other in (WANG, HEAD, ZHAO):
        assert matters.reveal(other, matter, "audit").customer.name == PERSON["name"]
    matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    assert matters.reveal(LIU, matter, "site").customer.address == PERSON["address"]
    matters.take(LIU, matter)
    assert matters.reveal(LI, matter, "call").full
    assert matters.reveal(LIU, matter, "call").full


def test_the_full_view_is_given_to_who_asked_and_for_a_minute_only(small: SmallStation) -> None:
    """Whatever a screen asks for: without a revealing, after it, or by somebody else, the view is masked."""
    matters, matter = small.services.matters, small.accept(LI, CONNECTION, **PERSON)
    assert not matters.view(LI, matter, full=True).full
    matters.reveal(LI, matter, "call")
    small.clock.advance(timedelta(seconds=59))
    assert matters.view(LI, matter, full=True).customer.phone == PERSON["phone"]
    other = matters.view(WANG, matter, full=True)
    assert (other.full, other.customer.phone) == (False, "138****0001")
    small.clock.advance(timedelta(seconds=1))
    assert matters.view(LI, matter, full=True).customer.phone == "138****0001"
    small.clock.advance(timedelta(days=-1))
    assert not matters.view(LI, matter, full=True).full


def test_a_customer_on_file_is_shown_with_a_reason_and_a_fact_without_the_particulars(
    small: SmallStation,
) -> None:
    shown = small.services.reveals.customer(ZHAO, "0417000018", "audit")
    assert (shown.name, shown.phone, shown.id_number) == ("王建国", PERSON["phone"], PERSON["id_number"])
    entry = newest(small)
    assert (entry.fact.type, entry.actor) == ("CustomerShown", "104")
    assert entry.fact.values() == {
        "account": "0417000018",
        "reason": "audit",
        "fields": ["name", "id_number", "phone", "address"],
    }
    with pytest.raises(RuleBroken, match="customer_unknown"):
        small.services.reveals.customer(LI, "0417999999", "call")
    with pytest.raises(RuleBroken, match="reason_missing"):
        small.services.reveals.customer(LI, "0417000018", "")
    assert newest(small).fact_id == entry.fact_id
    assert looked_over(small.home).clean


def test_the_reason_typed_for_a_customer_comes_back_to_its_writer_until_it_is_sent(
    small: SmallStation,
) -> None:
    """Kept with a seal for that customer alone; refused it stays, sent or thrown away it is gone."""
    reveals, account = small.services.reveals, "0417000018"
    reveals.keep_words(LI, account, {"own": "核"})
    reveals.keep_words(LI, account, {"own": "核对 138"})
    assert reveals.begun(LI, account) == {"own": "核对 138"}
    assert (reveals.begun(LIU, account), reveals.begun(LI, "0417000026")) == ({}, {})
    assert looked_over(small.home).clean
    with pytest.raises(RuleBroken, match="reason_has_number"):
        reveals.customer(LI, account, "核对 13812340001")
    assert reveals.begun(LI, account) == {"own": "核对 138"}
    reveals.customer(LI, account, "核对")
    assert reveals.begun(LI, account) == {}
    reveals.keep_words(LI, account, {"own": "再"})
    reveals.drop_words(LI, account)
    assert reveals.begun(LI, account) == {}
    assert looked_over(small.home).clean


def test_a_reason_nobody_could_go_on_with_is_not_kept(small: SmallStation) -> None:
    """For a customer who is not on file, and of a person who has left; what such a one had begun goes too."""
    reveals, account = small.services.reveals, "0417000018"
    reveals.keep_words(LI, "0417999999", {"own": "核对"})
    assert reveals.begun(LI, "0417999999") == {}
    small.services.staff.add(WANG, "901", "短工", "clerk", "385027")
    leaver = small.services.staff.find("901")
    reveals.keep_words(leaver, account, {"own": "核对"})
    small.services.staff.leave(WANG, "901")
    assert reveals.begun(leaver, account) == {}
    reveals.keep_words(leaver, account, {"own": "核对"})
    assert reveals.begun(leaver, account) == {}
    assert looked_over(small.home).clean


def test_a_reason_changed_past_the_program_is_found_by_the_customers_account(small: SmallStation) -> None:
    small.services.reveals.keep_words(LI, "0417000018", {"own": "核对"})
    with reaching_in(small.home) as connection:
        connection.execute("""UPDATE begun SET body = '{"own": "别的"}'""")
    assert [(each.code, each.where) for each in looked_over(small.home).findings] == [
        ("note_differs", "station.db: begun 0417000018 102 reveal")
    ]
