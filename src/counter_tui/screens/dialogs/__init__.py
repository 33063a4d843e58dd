"""Small questions and messages over a screen."""

from counter_tui.screens.dialogs.choose import Choose
from counter_tui.screens.dialogs.confirm import Confirm
from counter_tui.screens.dialogs.trouble import Trouble

__all__ = ["Choose", "Confirm", "Trouble"]
