"""The language of the command line: the one asked for, else the station's, else the one the system clearly wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counter_tui.paths import Home, home_folder
from counter_tui.settings import Language, SettingsBroken, read_settings


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language for these arguments; Chinese unless somebody says English.

    Looked up before the arguments are parsed, because the words about wrong arguments need it too.
    """
    asked = _value_of("--lang", arguments)
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    home = Home(home_folder(_value_of("--home", arguments), environ))
    try:
        if home.settings.is_file():
            return read_settings(home.settings).language
    except (SettingsBroken, OSError):
        return _of_system(environ)
    return _of_system(environ)


def _of_system(environ: Mapping[str, str]) -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := environ.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _value_of(option: str, arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(option + "="):
            return argument.partition("=")[2]
    return ""
