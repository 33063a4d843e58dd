"""The floor of a key: the app of ten lines with one field in it."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Field(App[None]):
    """One field that does not blink."""

    def compose(self) -> ComposeResult:
        """The field."""
        field = Input(placeholder="hello, counter")
        field.cursor_blink = False
        yield field


if __name__ == "__main__":
    Field().run()
