"""The words of a month of ratings: its figures, its sheet, the best clerk, and what may not be done with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from counter_tui.domain.facts.visit import Series
from counter_tui.domain.ratings_month.award import Award
from counter_tui.domain.ratings_month.figures import CONFIDENCE
from counter_tui.domain.ratings_month.local import LocalFigures
from counter_tui.domain.ratings_month.models import DIVISIONS, Division, Figures, Group, Interval, SeriesMonth
from counter_tui.domain.ratings_month.rank import Place
from counter_tui.domain.sheet.paper import Cells, Table
from counter_tui.domain.sheet.paper import Part as TablePart
from counter_tui.i18n import N_, _, language
from counter_tui.services.views.rating_stats import RatingMonth
from counter_tui.services.wording.codes import say_code

WORDS = {
    "month_unknown": N_("{month} is no month: write it as 2026-11"),
    "month_ahead": N_("This month has not begun: choose an earlier one"),
    "month_before": N_("The station began on {day}: there are no ratings of an earlier month"),
    "month_not_over": N_("The month is not over: the best clerk is named once it is"),
    "award_given": N_("The best clerk of this month was named already"),
    "award_none": N_("Nobody was named for this month, or it was withdrawn already"),
    "award_reason_missing": N_("Say in a few words why the best clerk is withdrawn"),
    "award_own": N_("Nobody names himself, or confirms it for himself: let another lead or the head do it"),
    "award_nobody": N_("Nobody rated this person in this month: choose one of the list"),
    "award_lacking": N_("This clerk cannot be the best of the month yet: {lacks}"),
    "award_words_missing": N_("Another comes before: say in a few words why this one is named"),
}
"""The words of the rules by code."""

_SERIES = {
    "counter": N_("At the counter"),
    "visit": N_("At a visit to the customer"),
    "callback": N_("By call-back"),
    "third_party": N_("By a third party"),
}
_DIVISIONS = {
    "clerk": N_("By clerk"),
    "kind": N_("By kind"),
    "hour": N_("By hour"),
    "counter": N_("By PC"),
}
_MISSING = {
    "too_few": N_("too few ratings"),
    "coverage": N_("too many visits not rated"),
    "recovery_open": N_("a low rating is not made good"),
    "flag_unchecked": N_("a flag is not checked or was found true"),
}
_LOCAL = {
    "guangdong": N_("Guangdong: not rated in 7 days counts as 3"),
    "guangxi": N_("Guangxi: not rated in 7 days counts as 5"),
    "xinjiang": N_("Xinjiang: not rated in 5 working days counts as 4"),
}


def say_series(series: str) -> str:
    """Where ratings of a series come from."""
    return say_code(_SERIES, series)


def say_division(division: Division) -> str:
    """By what a table is divided."""
    return say_code(_DIVISIONS, division)


def say_missing(missing: Sequence[str]) -> str:
    """What a clerk lacks to be the best of a month."""
    return _(", ").join(say_code(_MISSING, each) for each in missing)


def say_local(rule: str) -> str:
    """The local rule of an extra column."""
    return say_code(_LOCAL, rule)


def say_percent(share: float | None) -> str:
    """A share of a hundred, two places; a stroke where it would be of nothing."""
    return "-" if share is None else f"{share:.2f}%"


def say_interval(between: Interval | None) -> str:
    """Both ends of an interval, one place: more would say more than it knows."""
    return "-" if between is None else f"{between.low:.1f}-{between.high:.1f}%"


def say_group(view: RatingMonth, division: Division, key: str) -> str:
    """What a group is called."""
    if division == "clerk":
        return view.people.get(key, key)
    if division == "kind":
        return view.kinds[key].say(language()) if key else _("kind not known")
    if division == "hour":
        return f"{int(key):02d}:00"
    return _("PC {letter}").format(letter=key) if key else _("PC not known")


def say_unrated(told: Figures) -> str:
    """What became of the visits that were not rated."""
    words = _(
        "declined {declined}, no answer {timed_out}, pad failed {device_down}, never asked {unexplained}"
    )
    said = words.format(
        declined=told.declined,
        timed_out=told.timed_out,
        device_down=told.device_down,
        unexplained=told.unexplained,
    )
    return said + (_(", still open {count}").format(count=told.open) if told.open else "")


def say_levels(told: Figures) -> str:
    """How many rated 5, 4, 3, 2 and 1."""
    return "  ".join(f"{level}: {count}" for level, count in zip((5, 4, 3, 2, 1), told.levels, strict=True))


def say_made_good(told: Figures) -> str:
    """What became of the low ratings."""
    made = _(
        "low ratings {low}; called back {called} ({called_share}), put right {right} ({right_share})"
    ).format(
        low=told.low,
        called=told.called,
        called_share=say_percent(told.called_share),
        right=told.corrected,
        right_share=say_percent(told.corrected_share),
    )
    if told.pairs:
        words = _("; rated again {pairs}, better by {uplift:.2f}")
        made += words.format(pairs=told.pairs, uplift=told.uplift or 0)
    return made


def say_scale(told: Figures) -> str:
    """Mean, score and how long customers took."""
    if told.mean is None or told.latency_ms is None:
        return _("nobody has rated yet")
    words = _("mean {mean:.2f} of 5, score {score:.2f} of 10; half pressed within {seconds:.1f} s")
    return words.format(mean=told.mean, score=told.score or 0, seconds=told.latency_ms / 1000)


def say_place(place: Place) -> str:
    """The rank of a clerk; who has too few ratings is shown without."""
    return str(place.rank) if place.rank is not None else _("too few")


def say_award(view: RatingMonth) -> str:
    """Who was named, or who would be."""
    if view.award is not None:
        return _("Best clerk: {name}").format(
            name=view.people.get(view.award.given.clerk, view.award.given.clerk)
        ) + say_row(view.award)
    if view.withdrawn is not None:
        name = view.people.get(view.withdrawn.clerk, view.withdrawn.clerk)
        return _("Withdrawn: {name}, {words}").format(name=name, words=view.withdrawn.words)
    if view.best is not None:
        name = view.people.get(view.best.clerk, view.best.clerk)
        words = _("Not named yet; it would be {name}") if view.over else _("So far it would be {name}")
        return words.format(name=name)
    if view.over:
        return _("No best clerk: conditions not met")
    return _("No best clerk yet: conditions not met")


def say_row(award: Award) -> str:
    """Three months in a row, said in the month that completes them."""
    return _(" (3 months in a row)") if award.streak else ""


def say_conditions(view: RatingMonth) -> str:
    """What the best clerk of a month needs."""
    return _(
        "Ranked from {least} ratings on, by the lower end of the {confidence}% interval of 5+4; the best needs"
        " {coverage}% rated, no low rating left open and no flag left unchecked."
    ).format(least=view.conditions.least, confidence=CONFIDENCE, coverage=view.conditions.coverage)


def say_month_sheet(view: RatingMonth, zone: tzinfo) -> Table:
    """The month as a table on paper."""
    told = view.of("counter").whole.figures
    return Table(
        station=view.station,
        title=_("Ratings of {month}").format(month=view.month),
        said=(
            _("Ratings: {levels}").format(levels=say_levels(told)),
            _("Scale: {words}").format(words=say_scale(told)),
            _("Not rated: {words}").format(words=say_unrated(told)),
            _("Made good: {words}").format(words=say_made_good(told)),
            say_award(view),
        ),
        head=_head(view),
        parts=tuple(_parts(view)),
        notes=tuple(_notes(view)),
        sign=(_("Shift lead"), _("Head of the station")),
        foot=_("Made {when}.").format(when=f"{view.made_at.astimezone(zone):%Y-%m-%d %H:%M}"),
    )


def heads(view: RatingMonth) -> tuple[str, ...]:
    """The names of the columns of a group's figures."""
    return (
        _("To rate"),
        _("Given"),
        _("Coverage"),
        _("With 3"),
        _("Low"),
        _("{confidence}% interval").format(confidence=CONFIDENCE),
        *((_("Local*"),) if view.local else ()),
        _("5 and 4"),
    )


def cells(
    view: RatingMonth, group: Group, division: Division | None, series: Series = "counter"
) -> tuple[str, ...]:
    """The figures of a group below ``heads``."""
    told = group.figures
    return (
        str(told.armed),
        str(told.rated),
        say_percent(told.coverage),
        say_percent(told.good_or_fair),
        str(told.low),
        say_interval(told.between),
        *((_local(local_of(view, group, division, series)),) if view.local else ()),
        say_percent(told.good),
    )


def local_of(
    view: RatingMonth, group: Group, division: Division | None, series: Series = "counter"
) -> LocalFigures | None:
    """What the local rule makes of all ratings of the counter or of a clerk's; None of any other group."""
    if view.local is None or series != "counter":
        return None
    if division is None:
        return view.local.whole
    return view.local.clerk.get(group.key) if division == "clerk" else None


def _local(told: LocalFigures | None) -> str:
    return "" if told is None else say_percent(told.good)


def _head(view: RatingMonth) -> Cells:
    *columns, last = heads(view)
    return Cells("", tuple(columns), last, _("Rank"))


def _parts(view: RatingMonth) -> Iterator[TablePart]:
    counter = view.of("counter")
    yield TablePart(say_series("counter"), (_line(view, counter.whole, None, _("All visits")),))
    for division in DIVISIONS:
        if counter.by(division):
            yield TablePart(say_division(division), tuple(_lines(view, counter, division)))
    others = tuple(
        _line(view, each.whole, None, say_series(each.series), each.series)
        for each in view.series
        if each.series != "counter"
    )
    if others:
        yield TablePart(_("Other series, counted apart"), others)


def _lines(view: RatingMonth, series: SeriesMonth, division: Division) -> Iterator[Cells]:
    if division != "clerk":
        for group in series.by(division):
            yield _line(view, group, division, say_group(view, division, group.key))
        return
    groups = {each.key: each for each in series.clerk}
    for place in view.places:
        line = _line(view, groups[place.clerk], division, say_group(view, division, place.clerk))
        yield Cells(line.label, line.days, line.total, say_place(place))


def _line(
    view: RatingMonth, group: Group, division: Division | None, name: str, series: Series = "counter"
) -> Cells:
    *columns, last = cells(view, group, division, series)
    return Cells("  " + name, tuple(columns), last)


def _notes(view: RatingMonth) -> Iterator[str]:
    yield _("What was not rated is never counted as good: it lowers the coverage only.")
    yield say_conditions(view)
    if view.local is not None:
        yield _("*Local rule, only shown: {rule}.").format(rule=say_local(view.local.rule))
    if not view.over:
        yield _("The month is not over: these are the figures so far.")
