"""Which column is what: the headings of marketing systems' exports, in any order and with their usual decoration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.folding import as_text
from counter_tui.domain.intake.records import Cell
from counter_tui.domain.intake.synonyms import KIND_BY_HEADING, SPARE_SYNONYMS, SYNONYMS

MUST = ("account", "name")
"""The fields without which a file is no list of customers."""

_DECORATION = re.compile(r"[\s\u200b\ufeff'\"*:#_./\\、,;|<>?!&-]+")
_BRACKETS = re.compile(r"[(\[{【「〔].*?[)\]}】」〕]")
_WATTS = {"": 1000, "KW": 1000, "KVA": 1000, "千瓦": 1000, "千伏安": 1000, "W": 1, "VA": 1, "瓦": 1}
_WATTS |= {"MW": 1_000_000, "MVA": 1_000_000, "兆瓦": 1_000_000, "兆伏安": 1_000_000}
_UNIT = re.compile(r"([千兆]伏安|[千兆]?瓦|[KM]?VA|[KM]?W)")
_VOLTS = re.compile(r"(千伏|伏|K?V)(?![A-Z安])")
_ENGLISH_VOLTAGE = re.compile(r"VOLT(AGE)?|LEVEL|SUPPLY")
_COMPARED = frozenset(
    {"id_kind", "address", "transformer_area", "manager", "use_class", "meter_asset", "updated_on"}
)
"""The fields that two columns may give: the records in which both say the same are certain."""
_PHONES = ("mobile1", "mobile2", "landline")


class Headings(Struct, frozen=True):
    """The columns of a file.

    ``columns`` gives the place (from 0) of each field found, ``titles`` its heading as written; ``ignored`` are the
    headings of columns that mean nothing here, ``width`` the number of columns up to the last heading. ``spare`` is
    how many empty cells stand behind them in most lines of this file. ``id_kind`` is the kind of paper that the
    heading of the number names, if it does; ``capacity_factor`` the watts in one unit of the capacity column;
    ``voltage_unit`` the unit that the heading of the voltage names ("V", "kV" or ""). ``any_phone`` are the fields
    filled from a column that may hold either kind of telephone number. A column without a heading is ignored as "#3".
    ``more`` are the places of further columns of a field, ``titles`` has all its headings then.
    """

    columns: Mapping[str, int]
    titles: Mapping[str, str]
    ignored: tuple[str, ...]
    width: int
    spare: int = 0
    id_kind: str | None = None
    capacity_factor: int = 1000
    voltage_unit: str = ""
    any_phone: frozenset[str] = field(default_factory=frozenset)
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def places(self, name: str) -> tuple[int, ...]:
        """The places of all columns of a field that has one."""
        return (self.columns[name], *self.more.get(name, ()))


def recognised(cells: Sequence[Cell]) -> set[str]:
    """The fields that these cells would name if they were headings."""
    found = (_meaning(as_text(cell)) for cell in cells)
    return {name.removeprefix("spare:") for name in found if name}


def read_headings(cells: Sequence[Cell]) -> Headings:
    """The columns that this line of headings names.

    A column under a heading that is only used in want of a better one (客户编号 beside 户号, 台区编号 beside
    台区名称) is ignored when the better one is there. A column for any telephone number (联系电话) takes the first of
    mobile1, mobile2 and landline that has no column of its own, and is ignored when all three have; so does a second
    column of one mobile number.

    Raises ``RuleBroken("import_heading_missing", missing=[...])`` when account or name has no column, and
    ``RuleBroken("import_heading_twice", column=..., headings=[...])`` when two columns claim a field that has to be
    certain or takes its meaning from its heading: account, name, number of the paper, a telephone, voltage, capacity.
    """
    titles = [" ".join(as_text(cell).split()) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    columns, more, any_phone = _claims(titles)
    missing = [name for name in MUST if name not in columns]
    if missing:
        raise RuleBroken("import_heading_missing", missing=missing)
    used = {*columns.values(), *(place for places in more.values() for place in places)}
    named = {
        name: " / ".join(titles[each] for each in (place, *more.get(name, ())))
        for name, place in columns.items()
    }
    return Headings(
        columns=columns,
        titles=named,
        ignored=tuple(title or f"#{place + 1}" for place, title in enumerate(titles) if place not in used),
        width=len(titles),
        id_kind=_kind_named(named.get("id_number", "")),
        capacity_factor=capacity_factor(named.get("capacity_w", "")),
        voltage_unit=_voltage_unit(named.get("voltage", "")),
        any_phone=frozenset(any_phone),
        more=more,
    )


def capacity_factor(title: str) -> int:
    """The watts in one unit of a capacity column with this heading; a heading without a unit means kilowatts."""
    found = _UNIT.search(unicodedata.normalize("NFKC", title).upper())
    return _WATTS[found.group(1) if found else ""]


def _kind_named(title: str) -> str | None:
    folded = unicodedata.normalize("NFKC", title).upper()
    return next((kind for kind, pattern in KIND_BY_HEADING.items() if re.search(pattern, folded)), None)


def _voltage_unit(title: str) -> str:
    found = _VOLTS.search(_ENGLISH_VOLTAGE.sub("", unicodedata.normalize("NFKC", title).upper()))
    return {"千伏": "kV", "KV": "kV", "伏": "V", "V": "V"}[found[1]] if found else ""


_More = dict[str, tuple[int, ...]]


def _claims(titles: Sequence[str]) -> tuple[dict[str, int], _More, set[str]]:
    columns: dict[str, int] = {}
    more: _More = {}
    later: list[tuple[str, int]] = []
    for place, title in enumerate(titles):
        name = _meaning(title)
        if name is None:
            continue
        if name.startswith("spare:"):
            later.append((name.removeprefix("spare:"), place))
            continue
        if name == "mobile1" and name in columns:
            # 手机 beside 手机号: one more telephone, no doubt about which is which.
            later.append(("phone", place))
            continue
        _claim(columns, more, name, place, titles)
    return columns, more, _late_claims(columns, more, later, titles)


def _late_claims(
    columns: dict[str, int], more: _More, later: list[tuple[str, int]], titles: Sequence[str]
) -> set[str]:
    """Let the headings of second choice take what is still free; the phone fields filled that way."""
    taken = set(columns)
    any_phone: set[str] = set()
    for name, place in later:
        if name == "phone":
            free = next((slot for slot in _PHONES if slot not in columns), None)
            if free:
                columns[free] = place
                any_phone.add(free)
        elif name not in taken:
            _claim(columns, more, name, place, titles)
    return any_phone


def _claim(columns: dict[str, int], more: _More, name: str, place: int, titles: Sequence[str]) -> None:
    if name in columns and name in _COMPARED:
        more[name] = (*more.get(name, ()), place)
        return
    if name in columns:
        raise RuleBroken("import_heading_twice", column=name, headings=[titles[columns[name]], titles[place]])
    columns[name] = place


def _meaning(title: str) -> str | None:
    """The field this heading names ("spare:" in front when it is only a second choice)."""
    folded = unicodedata.normalize("NFKC", title).upper()
    for form in (folded, _BRACKETS.sub("", folded)):
        word = _DECORATION.sub("", re.sub(r"[()\[\]{}【】「」〔〕]", "", form))
        for tried in (word, _UNIT.sub("", word), _VOLTS.sub("", word)):
            if tried in SYNONYMS:
                return SYNONYMS[tried]
            if tried in SPARE_SYNONYMS:
                return "spare:" + SPARE_SYNONYMS[tried]
    return None
