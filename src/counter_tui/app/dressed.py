"""An app in one of the looks."""

from __future__ import annotations

from textual.app import App

from counter_tui.app.drawing import DrawingApp
from counter_tui.app.handlers import keep_handlers
from counter_tui.app.style_sheet import KeptStylesheet
from counter_tui.widgets.scroll_bars import draw_bars
from counter_tui.widgets.themes import THEMES


class DressedApp(DrawingApp, inherit_bindings=False):
    """An app that knows the looks and wears one from its first frame."""

    def __init__(self) -> None:
        super().__init__()
        keep_handlers()
        for theme in THEMES.values():
            self.register_theme(theme)

    @property
    def plain(self) -> bool:
        """Is the plain look in use?"""
        return self.theme == "plain"

    def dress(self, look: str) -> None:
        """Wear this look from the start: a change once the styles have been read has all of them read again."""
        self.set_reactive(App.theme, look)
        self.stylesheet = KeptStylesheet(self.get_css_variables())
        dark = self.current_theme.dark
        for name, worn in ((f"-theme-{look}", True), ("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(worn, name)
        self.set_class(look == "plain", "plain")
        draw_bars(plain=look == "plain")


def look_of(theme: str, *, plain: bool) -> str:
    """The look of a theme of the settings; ``plain`` is what the terminal asks for where they leave it open."""
    if theme != "auto":
        return theme
    return "plain" if plain else "dark"
