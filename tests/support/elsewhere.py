"""Forms that only remember how they were opened, in place of the real ones."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from counter_tui.app import CounterApp
from counter_tui.screens.base import CounterScreen

FORMS = ("acceptance", "matter", "rating")


class Elsewhere(CounterScreen):
    """A screen that only remembers how it was opened."""

    def __init__(self, *details: Any) -> None:
        super().__init__()
        self.details = details


class _Doors(dict[str, Any]):
    """The app's own screens, with others in place of the forms."""

    def __init__(self, real: Any) -> None:
        super().__init__()
        self._real = real

    def __getitem__(self, name: str) -> Any:
        return Elsewhere if name in FORMS else self._real[name]

    def __contains__(self, name: object) -> bool:
        return name in self._real


def with_forms_elsewhere(app: CounterApp) -> CounterApp:
    """The app, with forms that only remember how they were opened."""
    app.wiring = replace(app.wiring, screens=_Doors(app.wiring.screens))
    return app


def opened(app: CounterApp) -> tuple[Any, ...]:
    """How the form in front was opened."""
    assert isinstance(app.screen, Elsewhere)
    return app.screen.details
