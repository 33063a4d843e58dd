"""Accepting a request: the form on one screen, and what comes right after it."""

from counter_tui.screens.acceptance.done import AcceptedScreen
from counter_tui.screens.acceptance.screen import AcceptanceScreen

__all__ = ["AcceptanceScreen", "AcceptedScreen"]
