"""Pages: what carries facts to a device, and what a bad line makes of it."""

from __future__ import annotations

import pytest

from counter_tui.wire.entries import BatchBroken
from counter_tui.wire.messages import Cursor
from counter_tui.wire.pages import Page, make_run, read_page, write_page
from support.streams import PaperDevice


def page() -> Page:
    """Three facts of a device, and where the next page begins."""
    device = PaperDevice("a")
    device.write(3)
    entries = device.entries
    return Page(
        Cursor(3, b"s" * 16), 7, (make_run(device.device, device.opening, device.hash_before(1), entries),)
    )


def test_a_page_reads_as_it_was_written() -> None:
    assert read_page(write_page(page())) == page()


def test_a_page_changed_or_cut_off_anywhere_is_no_page() -> None:
    whole = write_page(page())
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(BatchBroken):
            read_page(bytes(changed))
        with pytest.raises(BatchBroken):
            read_page(whole[:place])
