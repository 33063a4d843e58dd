"""The app: looks, language, keys, and the way between screens.

It knows no service, only what bootstrap hands it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, cast

from msgspec.structs import replace
from textual.binding import Binding, BindingsMap
from textual.screen import Screen

from counter_tui.app.calling import CallingApp
from counter_tui.app.dressed import look_of
from counter_tui.app.wiring import Station, Wiring
from counter_tui.commands import Command, binding, key_name, shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _, set_language
from counter_tui.screens.base import CounterDialog, CounterScreen
from counter_tui.screens.common import Common
from counter_tui.screens.opening import Opening
from counter_tui.settings import Settings, ThemeName
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.once import once
from counter_tui.widgets.roles import plainly
from counter_tui.widgets.scroll_bars import draw_bars
from counter_tui.widgets.themes import THEMES, look_name

TIDY_AFTER = 0.5
"""Seconds after the opening of the station from which on unused objects are looked for again: Home stands by then."""

STYLES = Path(__file__).parent.parent / "styles"


class CounterApp(CallingApp, inherit_bindings=False):
    """The counter of a power-supply station, in a terminal."""

    CSS_PATH = [STYLES / name for name in ("bands.tcss", "forms.tcss", "lists.tcss", "dialogs.tcss")]
    BINDINGS = [
        *(binding(each, priority=each in shell.ALWAYS) for each in shell.EVERYWHERE if each.keys),
        Binding("ctrl+c", "say_how_to_quit", show=False, system=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        self.language_changes = 0
        self._prepared: dict[str, Screen[Any]] = {}
        self._bindings = self.with_own_keys(self._bindings, shell.EVERYWHERE)
        set_language(self.settings.language)
        self.dress(self._look_of(self.settings))

    def get_default_screen(self) -> Screen[Any]:
        """What is painted before anything else is loaded."""
        return Opening()

    def on_mount(self) -> None:
        """Paint first, load after."""
        self.call_after_refresh(self._painted)
        if self.wiring.tick is not None:
            self.set_interval(self.wiring.tick, self.tick)

    def _painted(self) -> None:
        if not self.wiring.first_waits:
            self.go(self.wiring.first)
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        opening = self.screen_stack[0]
        if isinstance(opening, Opening):
            opening.ask(self.wiring.open_station, self._opened)

    def _opened(self, station: Station) -> None:
        self.station = station
        self.poll()
        if self.wiring.first and self.wiring.first_waits:
            self.go(self.wiring.first)
        for screen in self.screen_stack:
            if isinstance(screen, Common):
                screen.station_opened()
        if not gc.isenabled():
            # Looking for unused objects was put off for the start; what was loaded then stays and is left out.
            self.call_after_refresh(gc.freeze)
            once(self, TIDY_AFTER, gc.enable)

    def give_up(self, error: Exception) -> None:
        """The station could not be opened: leave with its words and exit code 4."""
        note_trouble(error)
        self.exit(return_code=4, message=self.wiring.unusable(error))

    def on_unmount(self) -> None:
        """Let go of the station."""
        if self.station is not None:
            self.station.close()

    def go(self, name: str, *details: Any) -> None:
        """Open the screen of this name over the one shown; ``details`` go to whoever makes it."""
        self.push_screen(self._made(name, *details))

    def instead(self, name: str, *details: Any) -> None:
        """Open the screen of this name in place of the one shown."""
        self.switch_screen(self._made(name, *details))

    def prepare(self, name: str) -> None:
        """Make a screen that will be opened next, while something else is waited for; nothing of it is shown yet."""
        if name not in self._prepared:
            screen = self._prepared[name] = self._made(name)
            self._load_screen_css(screen)
            self._get_screen(screen)

    def _made(self, name: str, *details: Any) -> Screen[Any]:
        if (prepared := self._prepared.pop(name, None)) is not None:
            if isinstance(prepared, Common):
                prepared.coming(*details)
            return prepared
        screen = self.wiring.screens[name](*details)
        screen.add_class(f"at-{name}")
        return screen

    def start_over(self, name: str, *details: Any) -> None:
        """Close every screen and open this one (sign-in after the counter was locked, home after sign-in)."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        (self.instead if len(self.screen_stack) == 2 else self.go)(name, *details)

    def back(self) -> None:
        """Close the screen shown, unless it is the first."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def action_go(self, name: str) -> None:
        """Open a screen by its name, once only."""
        self.go(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A screen nobody has made cannot be gone to, nor the one that is shown already."""
        if action == "go":
            known = bool(parameters) and parameters[0] in self.wiring.screens
            return known and self.station is not None and not self.screen.has_class(f"at-{parameters[0]}")
        if action == "cards":
            return self.station is not None and getattr(self.screen, "answers_customers", False)
        if action == "lock":
            return "sign_in" in self.wiring.screens and getattr(self.screen, "with_bands", True)
        return super().check_action(action, parameters)

    def action_lock(self) -> None:
        """Cover the screen until somebody signs in."""
        self.wiring.lock(self)

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of the command on this PC."""
        return self.wiring.keys.get(command.id, command.keys)

    def key(self, command: Command) -> str:
        """The shown key of the command as people read it; empty when it has none."""
        return next(map(key_name, self.keys_of(command)), "")

    def with_own_keys(self, bindings: BindingsMap, commands: Iterable[Command]) -> BindingsMap:
        """The bindings of these commands with the keys of this PC."""
        if not self.wiring.keys:
            return bindings
        from counter_tui.commands.keymap import remapped

        return remapped(bindings, commands, self.wiring.keys)

    @property
    def warning(self) -> str:
        """The banner: what is wrong with the station, else with the keys of this PC."""
        warning = self.status.warning
        if "{key}" in warning:
            # Loaded here: hardly a PC has a date that is doubted.
            from counter_tui.commands import home

            return warning.replace("{key}", self.key(home.DATE))
        if warning or not self.wiring.key_problems:
            return warning
        return _(
            "The keys of keys.toml are not used, the usual ones work. What is wrong: counter-tui check keys"
        )

    def allows(self, command: Command, screen: Screen[Any]) -> bool:
        """Can the command be used on this screen now?"""
        return self._check_action_state(command.action, screen) is True

    def action_help(self) -> None:
        """Show the keys of the screen in front."""
        from counter_tui.screens.help import Help

        if isinstance(self.screen, Common) and not isinstance(self.screen, Help):
            self.push_screen(Help(self.screen))

    def action_palette(self) -> None:
        """Find a command by typing."""
        from counter_tui.screens.help import palette

        if isinstance(self.screen, CounterScreen):
            palette(self, self.screen)

    def action_cards(self) -> None:
        """Find what customers are told to a question."""
        from counter_tui.screens.desk import DeskScreen
        from counter_tui.screens.voice.cards import open_cards

        if isinstance(self.screen, DeskScreen):
            open_cards(self.screen)

    async def action_other_language(self) -> None:
        """Chinese becomes English and the other way round, at once."""
        await self.apply(replace(self.settings, language="en" if self.settings.language == "zh" else "zh"))

    async def action_other_theme(self) -> None:
        """Wear the next look, whatever the terminal is: from now on it is the one that was chosen."""
        looks = list(THEMES)
        following = looks[(looks.index(self.theme) + 1) % len(looks)]
        await self.apply(replace(self.settings, theme=cast(ThemeName, following)))
        self.tell(_("Look: {name}").format(name=look_name(following)))

    def action_say_how_to_quit(self) -> None:
        """Ctrl+C copies, and outside fields says how to leave."""
        self.tell(_("Press {key} to quit.").format(key="^Q"))

    def action_leave(self) -> None:
        """Quit; ask first where something is unfinished."""
        from counter_tui.screens.dialogs import Confirm

        if self.status.closed:
            self.exit(return_code=4)
            return
        if isinstance(self.screen, Confirm):
            return
        questions = [each.leaving_question() for each in self.screen_stack if isinstance(each, Common)]
        question = next((each for each in questions if each), "")
        if not question:
            self.exit()
            return
        self.push_screen(Confirm(question), lambda yes: self.exit() if yes else None)

    async def apply(self, settings: Settings) -> None:
        """Use these settings from now on and keep them; says so when they could not be written."""
        before, self.settings = self.settings, settings
        self._wear(settings)
        if settings.language != before.language:
            set_language(settings.language)
            self.language_changes += 1
            if isinstance(self.screen, Common):
                await self.screen.keep_language()
            self.poll()
        self.screen.refresh_bindings()
        try:
            self.wiring.save_settings(settings)
        except OSError as error:
            note_trouble(error)
            self.tell(_("The settings could not be saved."), "warning")

    def _look_of(self, settings: Settings) -> str:
        return look_of(settings.theme, plain=self.wiring.plain)

    def _wear(self, settings: Settings) -> None:
        self.theme = self._look_of(settings)
        self.set_class(self.theme == "plain", "plain")
        draw_bars(plain=self.plain)

    def tell(self, words: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Show a toast; the words are never read as markup. Said again, they take the place of those still shown."""
        words = plainly(words) if self.plain else words
        for shown in [each for each in self._notifications if each.message == words]:
            self._unnotify(shown, refresh=False)
        self.notify(words, severity=severity, timeout=5, markup=False)

    def say(self, broken: RuleBroken) -> str:
        """The broken rule in words."""
        return self.station.say(broken) if self.station else broken.code

    def ask_politely(self, dialog: CounterDialog[Any], broken: RuleBroken) -> None:
        """Ask over a dialog what to do about words that are not said to a customer so."""
        from counter_tui.screens.manners import ask_politely

        ask_politely(dialog, broken)

    def trouble(self, error: Exception) -> None:
        """Note what went wrong and show the panel with its number; nothing else is lost."""
        from counter_tui.screens.dialogs import Trouble

        self.push_screen(Trouble(note_trouble(error)))

    def _handle_exception(self, error: Exception) -> None:
        note_trouble(error)
        super()._handle_exception(error)
