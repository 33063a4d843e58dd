"""What the people of one PC may set: read strictly from ``settings.toml``, written back whole.

Plain values and ``tomllib``: the settings are needed before the first frame is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast, get_args

from msgspec import Struct

from counter_tui.paths import write_private

Language = Literal["zh", "en"]
ThemeName = Literal["auto", "dark", "light", "colour-blind", "plain"]
PrinterWidth = Literal["58", "80", "a5", "a4", "241"]
PdfPapers = Literal["letters", "all", "none"]
PdfSheet = Literal["a4", "a5"]
PdfOpen = Literal["no", "yes"]
RatingDefault = Literal["none", "guangdong", "guangxi", "xinjiang"]
PadSound = Literal["no", "yes", "all"]
RatingShown = Literal["shift", "day", "never"]
PrinterProfile = Literal["gb18030", "gbk", "utf-8", "raster", "dot-matrix", "text", "pdf"]


class SettingsBroken(Exception):
    """The settings cannot be used as they are: which file, which key (empty: the whole file), and what is wrong.

    ``problem`` is one of ``unreadable``, ``not_toml``, ``unknown_key``, ``wrong_type``, ``not_one_of``,
    ``out_of_range``, ``not_hours``, ``unknown_timezone``; ``detail`` says what would fit.
    """

    def __init__(self, file: Path, key: str, problem: str, detail: str = "") -> None:
        super().__init__(file, key, problem, detail)
        self.file, self.key, self.problem, self.detail = file, key, problem, detail

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else str(self.file)
        return f"{where}: {self.problem.replace('_', ' ')}" + (f" ({self.detail})" if self.detail else "")


class Hours(Struct, frozen=True, order=True):
    """A span of one day in which the hall is open, local time, ``opens`` before ``closes``."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def parse_hours(text: str) -> Hours:
    """The span written as ``08:00-12:00``; raises ValueError when it is not one."""
    opens, dash, closes = text.strip().partition("-")
    if not dash:
        raise ValueError(text)
    span = Hours(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    if span.opens.tzinfo or span.closes.tzinfo or span.opens >= span.closes:
        raise ValueError(text)
    return span


DEFAULT_HOURS = (Hours(time(8), time(12)), Hours(time(14, 30), time(17, 30)))


class Settings(Struct, frozen=True):
    """Everything that may be set on this PC; ``ABOUT`` says of each what it is about."""

    language: Language = "zh"
    theme: ThemeName = "auto"
    idle_minutes: int = 10
    opening_hours: tuple[Hours, ...] = DEFAULT_HOURS
    papers_folder: str = ""
    backup_folder: str = ""
    printer_width: PrinterWidth = "80"
    printer: str = ""
    printer_profile: PrinterProfile = "gb18030"
    printer_font: str = ""
    letter_printer: str = ""
    pdf_papers: PdfPapers = "letters"
    pdf_sheet: PdfSheet = "a4"
    pdf_open: PdfOpen = "no"
    supervision_phone: str = ""
    invoice_address: str = ""
    take_over_minutes: int = 15
    take_over_hours_outside: int = 4
    report_answer_minutes: int = 30
    outage_days: int = 3
    silent_hours: int = 16
    contact_days: int = 90
    rating_shown: RatingShown = "shift"
    sheet_deputy: str = ""
    sheet_head: str = ""
    rating_least: int = 30
    rating_coverage: int = 60
    rating_default: RatingDefault = "none"
    pad_sound: PadSound = "no"
    timezone: str = "Asia/Shanghai"


ABOUT = {
    "language": "language of the screens: zh or en",
    "theme": "look of the screens: dark, light, colour-blind or plain (ASCII signs only);"
    " auto: dark, and plain on old consoles",
    "idle_minutes": "minutes without a key until the counter is locked, 1 to 240",
    "opening_hours": "spans of a day in which the hall is open, in order",
    "papers_folder": "folder for receipts and sheets; empty: counter-tui in the documents folder",
    "backup_folder": "folder on a second disk or stick for copies of the store; empty: only those in the home",
    "printer_width": "paper in the printer: 58 or 80 (rolls, millimetres), a5, a4, or 241 (folded, dot-matrix)",
    "printer": "printer that papers are also sent to: a device or share such as /dev/usb/lp0, tcp://address:9100,"
    " serial:COM3:9600, or queue:NAME for one of the system's (queue: for its default one); empty: the folder only",
    "printer_profile": "what the printer understands: gb18030, gbk or utf-8 (receipt printers), raster (pictures of"
    " the text), dot-matrix, text, or pdf (office printers)",
    "printer_font": "font file for raster; empty: one of the system's",
    "letter_printer": "office printer for commitment letters and notices, written like printer; it gets them as PDF;"
    " empty: the same printer",
    "pdf_papers": "papers that are also saved as PDF: letters (commitment letters, notices of requests not accepted,"
    " answer cards), all, or none",
    "pdf_sheet": "sheet of these: a4 or a5",
    "pdf_open": "open each of them with the system's own program once it is saved: yes or no",
    "supervision_phone": "phone for complaints, printed on receipts; empty: none",
    "invoice_address": "link where customers make their e-invoice, printed on charge slips; empty: words only",
    "take_over_minutes": "minutes within which a colleague has to take a hand-over before it turns red, 1 to 240",
    "take_over_hours_outside": "the same in hours for another unit or a person without a PC, 1 to 72",
    "report_answer_minutes": "minutes within which the lead answers a report upward before it turns red, 1 to 480",
    "outage_days": "days after which a list of outages that was taken in says nothing any more, 1 to 31",
    "silent_hours": "open hours without a word on a matter, after which it is listed as untouched, 1 to 200",
    "contact_days": "days for which a customer who was asked how to reach him is not asked again, 1 to 730",
    "rating_shown": "when a clerk sees how the own customers rated: shift (once the hall has closed or the day is"
    " closed), day (from the next day on) or never; shift lead, head and auditor see it at once",
    "sheet_deputy": "who gets the daily and the weekly sheet as deputy in charge: a staff number or a name; empty: the"
    " second head among the staff",
    "sheet_head": "who gets the weekly sheet as head: a staff number or a name; empty: the first head among the staff",
    "rating_least": "ratings of a month below which a clerk is shown but not ranked, 1 to 1000",
    "rating_coverage": "share of a clerk's visits, of a hundred, rated at least for the best of a month, 1 to 100",
    "rating_default": "local rule by which reports also show unrated visits as rated: none, guangdong (3 after 7 days),"
    " guangxi (5 after 7 days), xinjiang (4 after 5 working days); changes nothing else",
    "pad_sound": "the rating pad's terminal rings once when a rating is kept (yes), also when it asks (all),"
    " or not (no)",
    "timezone": "time zone in which times are shown, by its IANA name",
}
"""What each setting is about, in the order of the file."""


def read_settings(file: Path) -> Settings:
    """The settings of the file; the defaults when there is none. Raises SettingsBroken."""
    try:
        text = file.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsBroken(file, "", "unreadable", type(error).__name__) from error
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsBroken(file, "", "not_toml", str(error)) from error
    return checked(values, file)


def checked(values: Mapping[str, object], file: Path) -> Settings:
    """The settings these values mean, each checked; raises SettingsBroken naming the file and the key."""
    for key in values:
        if key not in ABOUT:
            raise SettingsBroken(file, key, "unknown_key", ", ".join(sorted(ABOUT)))
    return Settings(**{key: _CHECKS[key](file, key, value) for key, value in values.items()})  # type: ignore[arg-type]


def write_settings(file: Path, settings: Settings) -> None:
    """Check the settings once more and put them into the file in one step; raises SettingsBroken or OSError."""
    import tomllib

    text = as_toml(settings)
    checked(tomllib.loads(text), file)
    write_private(file, text.encode("utf-8"))


def as_toml(settings: Settings) -> str:
    """The settings as the text of a settings file, every key with a line that explains it."""
    lines: list[str] = []
    for name, about in ABOUT.items():
        lines += [f"# {about}", f"{name} = {_toml(getattr(settings, name))}", ""]
    return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(str(each)) for each in value) + "]"
    return '"' + "".join(_toml_character(each) for each in str(value)) + '"'


def _toml_character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return f"\\u{ord(character):04x}" if ord(character) < 32 or ord(character) == 127 else character


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise SettingsBroken(file, key, "wrong_type", "text")
    return value


def _one_of(file: Path, key: str, value: object) -> str:
    allowed = get_args(_CHOICES[key])
    if value not in allowed:
        raise SettingsBroken(file, key, "not_one_of", ", ".join(allowed))
    return cast(str, value)


def _whole(most: int) -> Callable[[Path, str, object], int]:
    """Checks for a whole number from 1 to ``most``."""

    def check(file: Path, key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise SettingsBroken(file, key, "wrong_type", "whole number")
        if not 1 <= value <= most:
            raise SettingsBroken(file, key, "out_of_range", f"1-{most}")
        return value

    return check


def _hours(file: Path, key: str, value: object) -> tuple[Hours, ...]:
    if not isinstance(value, list) or not value:
        raise SettingsBroken(file, key, "wrong_type", '["08:00-12:00", "14:30-17:30"]')
    try:
        spans = tuple(parse_hours(_text(file, key, each)) for each in value)
    except ValueError as error:
        raise SettingsBroken(file, key, "not_hours", "08:00-12:00") from error
    if any(earlier.closes > later.opens for earlier, later in pairwise(spans)):
        raise SettingsBroken(file, key, "not_hours", "in order, none overlapping")
    return spans


def _timezone(file: Path, key: str, value: object) -> str:
    from zoneinfo import ZoneInfo

    name = _text(file, key, value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise SettingsBroken(file, key, "unknown_timezone", "Asia/Shanghai") from error
    return name


_CHOICES = {
    "language": Language,
    "theme": ThemeName,
    "printer_width": PrinterWidth,
    "printer_profile": PrinterProfile,
    "pdf_papers": PdfPapers,
    "pdf_sheet": PdfSheet,
    "pdf_open": PdfOpen,
    "rating_default": RatingDefault,
    "pad_sound": PadSound,
    "rating_shown": RatingShown,
}
_CHECKS = {
    "language": _one_of,
    "theme": _one_of,
    "idle_minutes": _whole(240),
    "opening_hours": _hours,
    "papers_folder": _text,
    "backup_folder": _text,
    "printer_width": _one_of,
    "printer": _text,
    "printer_profile": _one_of,
    "printer_font": _text,
    "letter_printer": _text,
    "pdf_papers": _one_of,
    "pdf_sheet": _one_of,
    "pdf_open": _one_of,
    "supervision_phone": _text,
    "invoice_address": _text,
    "take_over_minutes": _whole(240),
    "take_over_hours_outside": _whole(72),
    "report_answer_minutes": _whole(480),
    "outage_days": _whole(31),
    "silent_hours": _whole(200),
    "contact_days": _whole(730),
    "rating_shown": _one_of,
    "sheet_deputy": _text,
    "sheet_head": _text,
    "rating_least": _whole(1000),
    "rating_coverage": _whole(100),
    "rating_default": _one_of,
    "pad_sound": _one_of,
    "timezone": _timezone,
}
