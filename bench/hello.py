"""The floor: an app of ten lines, as Textual's own tutorial begins."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("hello, counter")


if __name__ == "__main__":
    Hello().run()
