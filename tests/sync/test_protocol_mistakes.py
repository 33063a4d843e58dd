"""Mistakes a protocol of sync is easily made with: the machine of rules notices each of them by a story of its own.

``torture/test_sync_mistakes.py`` lets chance find them.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_tui.sync.carrier import NoAnswer
from support.sync_mistakes import (
    Mistake,
    any_receipt,
    fact_at_place,
    no_hashes,
    no_ids,
    no_witness,
    nothing_held,
    own_receipts,
    place_alone,
    tail_dropped,
)
from support.sync_model import SyncMachine

A, B, C = 0, 1, 2
"""The PCs of the machine, by their places in it."""


def branch_on_a_stick(it: SyncMachine) -> None:
    """What was written after a store was put back is on a stick alone, and stands where the centre has other facts."""
    it.write([A], 0, 1)
    it.call([A])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A])
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 1)
    it.write_a_stick(A, 0, 2, 1)
    it.put_a_disk_back(A, 0)


def told_twice(it: SyncMachine) -> None:
    """The centre lost a fact, and both the PC that wrote it and one that had read it bring it again."""
    it.copy_the_log([])
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.call([B, A])


def log_put_back(it: SyncMachine) -> None:
    """The centre lost a fact for which its PC has a receipt."""
    it.copy_the_log([])
    it.write([A], 0, 1)
    it.call([A])
    it.put_the_log_back(0)


def other_facts_at_the_places(it: SyncMachine) -> None:
    """The places a PC has read the feed up to were given again, to other facts."""
    it.copy_the_log([])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 2)
    it.call([A, A, B])


def same_fact_at_the_place(it: SyncMachine) -> None:
    """The place a PC has read the feed up to was given again to the same fact, those before it to another."""
    it.a_third_pc_comes()
    it.copy_the_log([])
    it.call([A, B])
    it.write_a_stick(B, 0, 0, 1)
    it.put_the_log_back(0)
    it.call([C])
    it.deliver_a_stick(0, to_hub=False)


def branch_to_leave(it: SyncMachine) -> None:
    """A store was put back, and wrote where the centre has other facts."""
    it.write([A], 0, 1)
    it.call([A])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A])
    it.put_a_disk_back(A, 0)
    it.write([A], 0, 1)


def stranger_on_the_line(it: SyncMachine) -> None:
    """Somebody else answers a range, and says he is the centre."""
    it.write([A], 0, 1)
    it.call_over_a_bad_line(A, 2, "forged", 2)


def only_another_pc_has_it(it: SyncMachine) -> None:
    """The centre and the PC that wrote a fact were put back; a PC that had read it is all there is."""
    it.copy_the_log([])
    it.copy_a_disk(A, 0)
    it.write([A], 0, 1)
    it.call([A, B])
    it.put_the_log_back(0)
    it.put_a_disk_back(A, 0)


def only_another_pc_has_it_and_more_was_written(it: SyncMachine) -> None:
    """The same, and other facts stand where the lost ones stood."""
    only_another_pc_has_it(it)
    it.write([A], 0, 2)
    it.call([A])


Story = Callable[[SyncMachine], None]
NOTICED: tuple[tuple[Mistake, Story], ...] = (
    (no_hashes, branch_on_a_stick),
    (no_ids, told_twice),
    (own_receipts, log_put_back),
    (place_alone, other_facts_at_the_places),
    (fact_at_place, same_fact_at_the_place),
    (tail_dropped, branch_to_leave),
    (any_receipt, stranger_on_the_line),
    (nothing_held, branch_on_a_stick),
    (no_witness, only_another_pc_has_it),
    (tail_dropped, only_another_pc_has_it_and_more_was_written),
)


@pytest.mark.parametrize(("mistake", "story"), NOTICED)
def test_the_model_notices_a_protocol_that_was_made_wrong(
    monkeypatch: pytest.MonkeyPatch, mistake: Mistake, story: Story
) -> None:
    live(story)
    mistake(monkeypatch)
    with pytest.raises((AssertionError, NoAnswer)):
        live(story)


def live(story: Story) -> None:
    """Let a story happen to a station of its own, and look at what became of it."""
    it = SyncMachine()
    try:
        story(it)
        it.check()
    finally:
        it.end()
