"""No sequence of a clerk's commands lets a request be not accepted; a lead's own PIN alone does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_tui.db.reading import matters as rows
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from support.stations import BILL, CONNECTION, LI, LIU, PINS, WANG, SmallStation, open_small_station

PERSON = {"name": "何静", "phone": "13812340009", "fields": {"content": "电费多了"}}
WORDS = ("没表了", "客户说不办了", "", "忙不过来，改天吧", "来人不是用电人，也没有委托书")
CLERKS = (LI, LIU)
Act = tuple[int, int, int, int]
"""What is done, by whom, in which words, and with whose number and PIN."""


def _names(small: SmallStation) -> list[Callable[[Draft, int, int, int], object]]:
    services, numbers = small.services, ("101", "102", "103", "104", "999")
    guesses = ("000000", PINS["102"], PINS["103"], "271828")
    outcomes = [each.code for each in services.door.door.outcomes]
    grounds = [each.code for each in services.door.door.grounds]

    def not_accept(draft: Draft, who: int, words: int, how: int) -> object:
        number, pin = numbers[how % 5], guesses[how // 5 % 4]
        return services.door.not_accept(
            CLERKS[who], draft, grounds[how % len(grounds)], WORDS[words], number, pin
        )

    def end(draft: Draft, who: int, words: int, how: int) -> None:
        services.door.end(CLERKS[who], draft, outcomes[how % len(outcomes)], WORDS[words], draft.draft_id)

    def wait(draft: Draft, who: int, _words: int, _how: int) -> object:
        return services.door.accept_waiting(CLERKS[who], draft, "meter")

    def submit(draft: Draft, who: int, _words: int, _how: int) -> object:
        return services.acceptance.submit(CLERKS[who], draft)

    def answer(draft: Draft, who: int, words: int, how: int) -> object:
        early = ("", "not_possible", "duplicate")[how % 3]
        return services.matters.answer(CLERKS[who], draft.draft_id, WORDS[words], early)  # type: ignore[arg-type]

    def withdraw(draft: Draft, who: int, words: int, _how: int) -> object:
        return services.matters.withdraw(CLERKS[who], draft.draft_id, WORDS[words])

    def plain(name: str, *given: Any) -> Callable[[Draft, int, int, int], object]:
        return lambda draft, who, _words, _how: getattr(services.matters, name)(
            CLERKS[who], draft.draft_id, *given
        )

    def discard(draft: Draft, who: int, _words: int, _how: int) -> None:
        services.drafts.discard(CLERKS[who], draft.draft_id)

    others = [plain("inform", "phone"), plain("close"), plain("arrived", "meter"), plain("undo")]
    return [not_accept, end, wait, submit, answer, withdraw, discard, *others]


@given(
    kind=st.sampled_from((BILL, CONNECTION)),
    acts=st.lists(
        st.tuples(st.integers(0, 10), st.integers(0, 1), st.integers(0, len(WORDS) - 1), st.integers(0, 19)),
        min_size=1,
        max_size=12,
    ),
)
@settings(max_examples=25, deadline=None)
def test_no_sequence_of_a_clerks_commands_ends_in_a_request_that_was_not_accepted(
    kind: str, acts: list[Act]
) -> None:
    with TemporaryDirectory() as folder:
        small = open_small_station(Path(folder), empty=True)
        draft = small.draft(LI, kind, **PERSON)
        commands = _names(small)
        for what, who, words, how in acts:
            try:
                commands[what](draft, who, words, how)
            except RuleBroken:
                continue
        with small.services.base.store.reading() as connection:
            row = rows.read(connection, bytes.fromhex(draft.draft_id))
        assert row is None or row.state != "not_accepted"
        small.services.close()


def test_a_leads_own_pin_is_what_the_clerks_lack(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    draft = small.draft(LI, CONNECTION, **PERSON)
    small.services.door.not_accept(LI, draft, "danger", "线路烧毁，已书面告知", WANG.staff_no, PINS["101"])
    with small.services.base.store.reading() as connection:
        row = rows.read(connection, bytes.fromhex(draft.draft_id))
    assert row is not None
    assert row.state == "not_accepted"
