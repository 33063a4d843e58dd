"""What is asked about a matter's entry that is printed already, wherever it is printed from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from counter_tui.i18n import _
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.widgets.choices import Choice

if TYPE_CHECKING:
    from textual.app import App


def ask_signed(app: App[Any], sign: Callable[[], object], print_again: Callable[[], object]) -> None:
    """1: the customer has signed the entry; 2: it is printed once more; Esc: neither."""
    signed = Choice("signed", _("The customer has signed it"))
    again = Choice("again", _("Print it once more"))

    def chosen(what: str | None) -> None:
        if what == "signed":
            sign()
        elif what == "again":
            print_again()

    app.push_screen(Pick(_("Register entry"), [signed, again]), chosen)
