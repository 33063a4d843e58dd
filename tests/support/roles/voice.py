"""Notices, cards, manners, and what is imported for the counter."""

from __future__ import annotations

from collections.abc import Callable

from support.outages import outages_file
from support.roles.people import ALL_PINS
from support.roles.ready import plain, with_bill
from support.roles.trying import Calls, Ready, Trying
from support.stations import LI, WANG
from support.voice import card, notice, voice_file


def _with_notice(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    """A notice to nobody who accepts anything: what the others have to do first stays as it is."""

    def ready(t: Trying) -> Ready:
        code = f"n{len(t.services.notices.reports(WANG))}"
        t.services.notices.publish(WANG, notice(code, audience=("auditor",)))
        return lambda: call(t, code)

    return ready


def _with_card(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        code = f"c{len(t.services.cards.all_cards(WANG))}"
        t.services.cards.issue(WANG, card(code))
        return lambda: call(t, code)

    return ready


def _with_telling(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        code = f"c{len(t.services.cards.all_cards(WANG))}"
        t.services.cards.issue(WANG, card(code))
        t.services.cards.tell(LI, code)
        t.services.cards.issue(WANG, card(code, text="改了"))
        telling = next(each for each in t.services.cards.to_put_right(WANG) if each.card == code)
        return lambda: call(t, telling.telling)

    return ready


CALLS: Calls = {
    "notices.unread": plain(lambda t: t.services.notices.unread(t.actor)),
    "notices.read": _with_notice(lambda t, n: t.services.notices.read(t.actor, n, 1)),
    "notices.reports": plain(lambda t: t.services.notices.reports(t.actor)),
    "notices.publish": plain(
        lambda t: t.services.notices.publish(t.actor, notice("for-the-auditor", audience=("auditor",)))
    ),
    "notices.withdraw": _with_notice(lambda t, n: t.services.notices.withdraw(t.actor, n, "写错了")),
    "notices.import_file": plain(
        lambda t: t.services.notices.import_file(t.actor, voice_file(t.folder, "notice"))
    ),
    "manners.let_go": with_bill(
        lambda t, m: t.services.manners.let_go(t.actor, t.improper(m), WANG.staff_no, ALL_PINS["101"])
    ),
    "manners.take_rules": plain(lambda t: t.services.manners.take_rules(t.actor, None)),
    "manners.require_polite": with_bill(
        lambda t, m: t.services.manners.require_polite(
            t.actor, t.services.matters.view(WANG, m).visit, m, "answer", "您好，请稍等"
        )
    ),
    "cards.print": _with_card(lambda t, c: t.services.cards.print(t.actor, c)),
    "cards.tell": _with_card(lambda t, c: t.services.cards.tell(t.actor, c)),
    "cards.all_cards": plain(lambda t: t.services.cards.all_cards(t.actor)),
    "cards.issue": plain(lambda t: t.services.cards.issue(t.actor, card("of-the-hall"))),
    "cards.withdraw": _with_card(lambda t, c: t.services.cards.withdraw(t.actor, c, "写错了")),
    "cards.import_file": plain(lambda t: t.services.cards.import_file(t.actor, voice_file(t.folder, "card"))),
    "cards.to_put_right": plain(lambda t: t.services.cards.to_put_right(t.actor)),
    "cards.wrongly_told": plain(lambda t: t.services.cards.wrongly_told(t.actor)),
    "cards.put_right": _with_telling(lambda t, k: t.services.cards.put_right(t.actor, k, "已电话告知")),
    "notices.import_text": plain(lambda t: t.services.notices.import_text(t.actor, t.text("notice"), "x")),
    "cards.import_text": plain(lambda t: t.services.cards.import_text(t.actor, t.text("card"), "x")),
    "rosters.import_file": plain(lambda t: t.services.rosters.import_file(t.actor, t.roster())),
    "rosters.import_data": plain(lambda t: t.services.rosters.import_data(t.actor, t.roster().read_bytes())),
    "outages.import_file": plain(
        lambda t: t.services.outages.import_file(t.actor, outages_file(t.folder), source="调度")
    ),
    "outages.import_data": plain(
        lambda t: t.services.outages.import_data(t.actor, outages_file(t.folder).read_bytes())
    ),
}
