"""The app and what it is handed."""

from counter_tui.app.app import CounterApp
from counter_tui.app.wiring import Station, Wiring

__all__ = ["CounterApp", "Station", "Wiring"]
