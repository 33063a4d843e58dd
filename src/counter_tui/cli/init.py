"""``init``: setting up a real station, asked step by step or from options alone."""

from __future__ import annotations

from counter_tui.cli.acting import ask_pin, home_of, read_pin
from counter_tui.cli.arguments.station import AREAS, PROFILES
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.recovery_sheet import give_sheet, say_made, sheet_file
from counter_tui.cli.streams import is_terminal
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import N_, _
from counter_tui.paths import papers_folder

_QUESTIONS = (
    ("code", "--code", N_("Code of the station (2 to 12 capitals and digits)"), ""),
    ("name", "--name", N_("Name of the station"), ""),
    ("area", "--area", N_("Class of the area (urban, rural, remote)"), "rural"),
    ("profile", "--profile", N_("Whose promises (state_grid, southern_grid)"), "state_grid"),
    ("device", "--device", N_("Letter of this PC"), "A"),
    ("lead_no", "--lead-no", N_("Staff number of the first shift lead"), ""),
    ("lead_name", "--lead-name", N_("Name of the first shift lead"), ""),
)
_CHOICES = {"area": AREAS, "profile": PROFILES}


def run(options: Options) -> int:
    """Set the station up and give out its recovery sheet."""
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.papers.folder import require_outside
    from counter_tui.services.set_up.fit_to_set_up import require_free
    from counter_tui.services.set_up.setting_up import init_station

    if options.join:
        from counter_tui.cli import joining

        return joining.run(options)
    home = home_of(options)
    require_free(home)
    answers = _answers(options)
    pin = read_pin(options.pin_file) if options.pin_file else _asked_pin()
    chosen = options.papers or _asked_papers(options)
    papers = str(papers_folder(chosen))
    require_outside(home, papers)
    sheet = sheet_file(home, options.recovery_sheet)
    try:
        made = init_station(
            home,
            code=answers["code"],
            name=answers["name"],
            area=answers["area"],  # type: ignore[arg-type]  # one of AREAS
            profile=answers["profile"],  # type: ignore[arg-type]  # one of PROFILES
            device=answers["device"],
            lead_no=answers["lead_no"],
            lead_name=answers["lead_name"],
            lead_pin=pin,
            lead_phone=options.lead_phone or "",
            papers_folder=papers if chosen else "",
            clock=SystemClock(),
            before_named=lambda made: give_sheet(made, sheet),
        )
    except BaseException:
        if sheet is not None:
            sheet.unlink()
        raise
    say_made(made, sheet, papers)
    return DONE


def _answers(options: Options) -> dict[str, str]:
    """What the options say, with the rest asked at the terminal or filled in."""
    given = {field: getattr(options, field) for field, *_rest in _QUESTIONS}
    if not is_terminal():
        answers = {field: given[field] or default for field, _option, _words, default in _QUESTIONS}
        missing = [option for field, option, _words, _default in _QUESTIONS if not answers[field]]
        missing += [] if options.pin_file else ["--pin-file"]
        if missing:
            raise RuleBroken("options_missing", options=" ".join(missing))
        return answers
    return {
        field: given[field] or _ask(field, _(words), default) for field, _option, words, default in _QUESTIONS
    }


def _ask(field: str, words: str, default: str) -> str:
    shown = f"{words} [{default}]: " if default else f"{words}: "
    while True:
        answer = input(shown).strip() or default
        if answer and answer in _CHOICES.get(field, (answer,)):
            return answer


def _asked_papers(options: Options) -> str:
    """The folder for papers as it was typed; empty for the usual one, and where nothing else was asked for either."""
    told = options.pin_file and all(getattr(options, field) for field, *_rest in _QUESTIONS)
    if told or not is_terminal():
        return ""
    return input("{} [{}]: ".format(_("Folder for papers"), papers_folder(""))).strip()


def _asked_pin() -> str:
    return ask_pin(_("PIN of the shift lead (6 to 12 digits)"))
