"""The lines of a brief: what deserves the ten minutes, yesterday in few lines, what the day asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language
from counter_tui.screens.brief.charts import spark
from counter_tui.screens.brief.rows import what_of
from counter_tui.services.wording.brief import say_length, say_short, say_value, say_why
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import pad
from counter_tui.widgets.roles import Piece, Role
from counter_tui.widgets.spots import Spot, SpotRow, laid

if TYPE_CHECKING:
    from counter_tui.domain.brief.models import Brief, Case, Figure, Point
    from counter_tui.services.brief.service import BriefView

YESTERDAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Work"), ("accepted", "ended", "not_accepted", "enquiries", "complaints", "praise")),
    (N_("Service"), ("served", "waits")),
    (N_("Promises"), ("promises_kept", "promises_broken", "limits_passed")),
    (N_("Ratings"), ("tokens", "rated", "declined", "timed_out", "not_rated")),
    (
        N_("Defects"),
        ("low_ratings", "recoveries", "refusals_held", "wording_held", "bounced", "corrections", "undone"),
    ),
    (N_("Deferred"), ("papers_deferred", "papers_collected", "waived")),
)
"""The figures of the days looked back at, line by line."""
TODAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Due"),
        ("promises_due", "papers_due", "papers_late", "calls", "answers_due", "recoveries_due", "site_card"),
    ),
    (N_("The day"), ("outages", "notices_unread", "staff_away", "skill_gaps", "actions", "checks_due")),
)
"""The figures of the day itself."""
BROKEN = frozenset({"promises_broken", "low_ratings", "refusals_held", "papers_late", "complaints"})
"""Whoever reads one of these that is not 0 has to act."""
_SOON = frozenset(
    {
        *("limits_passed", "wording_held", "bounced", "promises_due", "papers_due", "calls", "answers_due"),
        "recoveries_due",
        *("outages", "notices_unread", "staff_away", "skill_gaps", "site_card"),
    }
)
_HEAD = {"zh": 6, "en": 10}
_WHY, _NUMBER, _WHAT = 24, 11, 26
_LEAST, _MOST = 3, 9
"""Lines of cases: the fewest, where the figures have to be scrolled then, and as many as there are digits."""
CASE, FIGURE, ALL_CASES = "case", "figure", "cases"
"""What a spot is of: ``case:0``, ``figure:accepted``, or all the cases."""


def lines(
    view: BriefView, points: Sequence[Point], today: date, *, room: int, cells: int, plain: bool
) -> list[SpotRow]:
    """All lines of a brief for so many lines of so many cells; cases that have no room are one line."""
    rest = [yesterday(view.brief, points, today, plain=plain), day_lines(view.brief, today)]
    left = room - sum(len(laid(part, cells)) for part in rest) - 1
    parts = [first_of_all(view, max(_LEAST, min(left, _MOST))), *rest]
    # A line between the parts, where there is room for all of them.
    between = [SpotRow()] if room - sum(len(laid(part, cells)) for part in parts) >= len(rest) else []
    return [row for part in parts for row in (*(between if part is not parts[0] else ()), *part)]


def first_of_all(view: BriefView, most: int) -> list[SpotRow]:
    """What deserves the ten minutes, the heaviest first."""
    cases = view.brief.cases
    heading = SpotRow((Piece(_("First of all"), "heading"),))
    if not cases:
        return [heading, SpotRow((Piece(_("Nothing has to be spoken of."), "quiet"),))]
    shown = cases[: most if len(cases) <= most else most - 1]
    made = [
        SpotRow(spots=(Spot(f"{CASE}:{place}", case_pieces(view, case, place + 1)),))
        for place, case in enumerate(shown)
    ]
    if left := len(cases) - len(shown):
        words = "  " + _("and {count} more").format(count=left)
        made.append(SpotRow(spots=(Spot(ALL_CASES, (Piece(words, "secondary"),)),)))
    return [heading, *made]


def case_pieces(view: BriefView, case: Case, number: int) -> tuple[Piece, ...]:
    """Why something is spoken of, what it is, and whose it is."""
    what = what_of(case.figure, case.item, view)
    role: Role = "broken" if case.weight >= _HEAVY else "soon" if case.weight >= _MIDDLE else "text"
    return (
        Piece(f"{number} ", "accent"),
        Piece(pad(_(", ").join(map(say_why, case.why)), _WHY) + " ", role),
        Piece(pad(what.number, _NUMBER), "secondary"),
        Piece(pad(what.about, _WHAT) + " "),
        Piece(what.who, "secondary"),
    )


_HEAVY, _MIDDLE = 80, 30
"""Weights of ``domain/brief/rank.py`` from which a case is red, and from which it is amber."""


def yesterday(brief: Brief, points: Sequence[Point], today: date, *, plain: bool) -> list[SpotRow]:
    """The days looked back at: the figures by what they are of, with how they went in the last briefs at the right."""
    first, last = say_day(brief.first, today), say_day(brief.last, today)
    span = last if brief.first == brief.last else _("{first} to {last}").format(first=first, last=last)
    tails = _tails(brief, points, plain)
    heading = SpotRow((Piece(_("Looking back at {span}").format(span=span), "heading"),))
    return [heading, *(_figures(brief, name, codes, tails.get(name, ())) for name, codes in YESTERDAY)]


def day_lines(brief: Brief, today: date) -> list[SpotRow]:
    """The watch-list of the day."""
    day = _("To watch: {day}").format(day=say_day(brief.day, today))
    return [SpotRow((Piece(day, "heading"),)), *(_figures(brief, name, codes) for name, codes in TODAY)]


def _tails(brief: Brief, points: Sequence[Point], plain: bool) -> dict[str, tuple[Piece, ...]]:
    """What stands at the right of a line, by its name: signs for the last briefs, how long serving took."""
    series: tuple[tuple[str, list[int | None], int | None], ...] = (
        ("Work", [each.accepted for each in points], None),
        ("Promises", [each.kept_percent for each in points], 100),
        ("Ratings", [each.rated_percent for each in points], 100),
    )
    made: dict[str, tuple[Piece, ...]] = {
        name: (Piece(spark(values, plain, top), "accent"),) for name, values, top in series if points
    }
    if brief.typical_seconds is not None:
        said = _("middle {length}").format(length=say_length(brief.typical_seconds))
        made["Service"] = (Piece(said, "quiet"),)
    return made


def _figures(brief: Brief, name: str, codes: Sequence[str], tail: tuple[Piece, ...] = ()) -> SpotRow:
    head = Piece(pad(_(name), _HEAD[language()]), "secondary")
    return SpotRow((head,), tuple(spot_of(brief, code) for code in codes), tail)


def spot_of(brief: Brief, code: str) -> Spot:
    """A figure: what it counts and how many; a share of something where that says more."""
    figure = brief.figure(code)
    return Spot(f"{FIGURE}:{code}", tuple(_said(brief, figure)))


_SHARES = {"promises_kept": "kept", "rated": "coverage", "served": "measured"}


def _said(brief: Brief, figure: Figure) -> Iterator[Piece]:
    yield Piece(say_short(figure.code) + " ", "quiet" if not figure.value else "text")
    yield Piece(say_value(figure.value), _role(figure))
    share = next((each for each in brief.shares if each.code == _SHARES.get(figure.code)), None)
    if share is not None and share.percent is not None:
        words = f" {share.percent}%"
        if share.code == "measured":
            words = " " + _("{percent}% measured").format(percent=share.percent)
        yield Piece(words, "secondary")


def _role(figure: Figure) -> Role:
    if not figure.value:
        return "quiet"
    if figure.code in BROKEN or any(row.late for row in figure.rows or () if figure.part == "today"):
        return "broken"
    return "soon" if figure.code in _SOON else "strong"
