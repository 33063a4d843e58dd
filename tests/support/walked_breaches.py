"""One random life, and the program's account of its promises beside the walker's."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

from counter_tui.domain.matter.balls import held, holder_at
from counter_tui.domain.matter.breaches import breaches
from counter_tui.domain.matter.promises import promise_state
from support.clocks import SHANGHAI
from support.counting import replayed
from support.minute_walker import live, seen, walk, who


def same_as_walked(random: Random, counts: Counter[str]) -> None:
    """States, due instants, holders and shares, and that each counting can be counted again."""
    history, now = live(random, counts)
    told = seen(history)
    found = breaches(history, now, SHANGHAI)
    assert found is not None
    matter, broken = found
    by_place = {id(breach.promise): breach for breach in broken}
    for promise in matter.promises:
        given = promise.given
        local = replayed(promise.steps, given.limit, given.unit)
        assert local.replace(tzinfo=SHANGHAI) == promise.due_at
        state = promise_state(promise, matter, now)
        walked = walk(given, told, now)
        assert state == walked.state, (given.code, walked.due, promise.due_at)
        counts[state] += 1
        counts["moved"] += promise.due_at != given.due_at
        breach = by_place.get(id(promise))
        assert (breach is not None) == (state == "broken")
        if breach is None:
            continue
        assert breach.at == promise.due_at == walked.due
        assert (breach.holder.kind, breach.holder.who) == walked.holder
        done = promise.met_at or matter.ended_at
        assert breach.late == (done or now) - promise.due_at
        used = {(share.ball.kind, share.ball.who): share.used.total_seconds() for share in breach.shares}
        assert used == dict(walked.used)
        counts[f"broken by {breach.holder.kind}"] += 1
    spans = held(history)
    for each, after in zip(told, [*(later.at for later in told[1:]), now + timedelta(days=1)], strict=True):
        if each.at < after:
            ball = holder_at(spans, each.at)
            assert (ball and (ball.kind, ball.who)) == who(each.matter)
