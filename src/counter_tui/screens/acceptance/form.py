"""The form: its rows, what is typed in them, which of them are shown, and which needs a person next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.domain.catalogue.models import CustomerClass, Kind
from counter_tui.domain.matter.draft import Draft
from counter_tui.screens.acceptance import fields
from counter_tui.screens.acceptance.fields import (
    Control,
    FieldSpec,
    FormInput,
    FormPick,
    make_row,
    widget_id,
)
from counter_tui.screens.acceptance.kind_fields import class_choices, field_key, kind_choices, kind_row
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.roles import Piece

_ABOVE = (
    fields.IDENTITY,
    fields.ACCOUNT,
    fields.NAME,
    fields.KIND,
    fields.CLASS,
    fields.PHONE,
    fields.ADDRESS,
)
_BELOW = (fields.AGENT, fields.AGENT_ID, fields.PHONE2, fields.REMARK)
_PASSED = ("customer_class", "phone2", "remark")
"""Fields Enter passes by even while they are empty."""
_TEXTS = (
    "id_number",
    "account",
    "name",
    "phone",
    "address",
    "agent_name",
    "agent_id_number",
    "phone2",
    "remark",
)


class Form(Vertical):
    """The rows of the form. Keys of fields are those of problems and verdicts: ``name``, ``field:capacity``."""

    def __init__(self, kinds: Sequence[Kind], draft: Draft, *, with_agent: bool) -> None:
        super().__init__(id="form")
        self._kinds = tuple(kinds)
        self._draft = draft
        self._kind = self._known(draft.kind)
        self._typed: dict[str, str] = dict(draft.fields)
        self._with_agent = with_agent

    def compose(self) -> ComposeResult:
        """The rows every kind has, with the kind's own in between."""
        yield from (self._row(spec) for spec in _ABOVE)
        with Vertical(id="kind-fields"):
            yield from self._kind_rows()
        yield from (self._row(spec) for spec in _BELOW)

    def on_mount(self) -> None:
        """Show the rows this kind needs; a form that is taken away while it is built gets none."""
        if self._rows():
            self.show_rows()

    @property
    def kind(self) -> Kind | None:
        """The kind whose fields are shown."""
        return self._kind

    @property
    def kind_picked(self) -> str:
        """The code of the kind picked in its field, empty while there is none."""
        pick = self.pick("kind")
        return pick.chosen.id if pick.chosen else ""

    @property
    def kind_typed(self) -> str:
        """What was typed in the kind's field and means no kind yet."""
        pick = self.pick("kind")
        return "" if pick.chosen else pick.typed

    @property
    def picked_kind(self) -> Kind | None:
        """The kind picked in its field, whose fields may not be shown yet."""
        return self._known(self.kind_picked)

    @property
    def with_agent(self) -> bool:
        """Are the rows for an agent shown?"""
        return self._with_agent

    async def wear_kind(self) -> bool:
        """Show the fields of the kind that is picked; False when they are shown already."""
        kind = self._known(self.kind_picked)
        if kind == self._kind:
            return False
        self._typed |= self.kind_values()
        if kind and any(each.code == "account" for each in kind.fields):
            self._typed["account"] = self._typed.get("account") or self.text("account")
        elif self._typed.get("account") and not self.text("account"):
            self.put("account", self._typed["account"])
        self._kind = kind
        inner = self.query_one("#kind-fields", Vertical)
        await inner.remove_children()
        # Meanwhile the whole form may have been taken away, to be built in another language.
        if inner.is_attached:
            await inner.mount(*self._kind_rows())
        if inner.is_attached:
            self.show_rows()
        return True

    def show_agent(self, shown: bool) -> None:
        """Show or hide the rows of the agent."""
        self._with_agent = shown
        self.show_rows()

    def show_rows(self) -> None:
        """Show the rows the kind needs, and every row that holds something."""
        needs = self._kind.identity if self._kind else "one_paper"
        own_account = self._kind is not None and any(each.code == "account" for each in self._kind.fields)
        self._display("id_number", needs == "one_paper" or bool(self.text("id_number")))
        self._display("account", (needs != "one_paper" or bool(self.text("account"))) and not own_account)
        self._display("customer_class", self._kind is not None and len(self._kind.classes) > 1)
        self._display("agent_name", self._with_agent)
        self._display("agent_id_number", self._with_agent)
        inner = self.query_one("#kind-fields", Vertical)
        inner.display = bool(self._kind and self._kind.fields)

    def values(self) -> dict[str, str]:
        """The texts of the fields every kind has."""
        return {key: self.text(key) for key in _TEXTS}

    def kind_values(self) -> dict[str, str]:
        """The values of the kind's own fields, by their codes."""
        fields_shown = self._kind.fields if self._kind else ()
        return {each.code: self.text(field_key(each)) for each in fields_shown if self.has(field_key(each))}

    def text(self, key: str) -> str:
        """What stands in a field: the text, or the code of what is picked."""
        return self.control(key).value

    def put(self, key: str, value: str) -> None:
        """Put a value into a field, without telling anybody."""
        control = self.control(key)
        if isinstance(control, FormPick):
            control.choose(value, tell=False)
        else:
            control.set_quietly(value)

    def offer_classes(self, chosen: CustomerClass | None) -> None:
        """Offer the classes the kind serves, with this one marked as the customer's."""
        pick = self.pick("customer_class")
        pick.offer(class_choices(self._kind.classes if self._kind else ()))
        if chosen and not pick.is_open:
            pick.choose(chosen, tell=False)

    def control(self, key: str) -> Control:
        """The field with this key."""
        return cast(Control, self.query_one(f"#{widget_id(key)}"))

    def pick(self, key: str) -> FormPick:
        """The field with this key, which is one to pick in."""
        return self.query_one(f"#{widget_id(key)}", FormPick)

    def has(self, key: str) -> bool:
        """Is there such a field?"""
        return self.query_one_optional(f"#{widget_id(key)}") is not None

    def shown(self, key: str) -> bool:
        """Is the field's row shown?"""
        return self.has(key) and bool(self.row(key).display)

    def row(self, key: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{widget_id(key)}", FieldRow)

    def keys(self) -> list[str]:
        """The keys of the fields that are shown, from top to bottom."""
        return [control.key for control in self._controls() if self.row(control.key).display]

    def focused_key(self) -> str:
        """The key of the field that has the focus, empty for none."""
        return next((control.key for control in self._controls() if control.has_focus_within), "")

    def next_key(self, after: str, unconfirmed: Iterable[str], passed: Container[str] = ()) -> str:
        """The next field below this one that is empty or not confirmed, empty when there is none.

        Fields that are ``passed`` are no such field, whatever stands in them.
        """
        keys, waiting = self.keys(), set(unconfirmed)
        below = keys[keys.index(after) + 1 :] if after in keys else keys
        return next(
            (
                key
                for key in below
                if key not in passed
                and (key in waiting or (key not in _PASSED and not self.text(key).strip()))
            ),
            "",
        )

    def judge(self, verdicts: Mapping[str, tuple[Piece | str, ...]]) -> None:
        """Show these verdicts; a row that is not named has none."""
        for control in self._controls():
            self.row(control.key).judge(*verdicts.get(control.key, ()))

    def _controls(self) -> list[Control]:
        return [row.control for row in self._rows() if isinstance(row.control, FormInput | FormPick)]

    def _rows(self) -> list[FieldRow]:
        """All rows from top to bottom, by where they stand: a query of the whole form is no work for every key."""
        rows: list[FieldRow] = []
        for child in self.children:
            rows += (each for each in (child, *child.children) if isinstance(each, FieldRow))
        return rows

    def _display(self, key: str, shown: bool) -> None:
        self.row(key).display = shown

    def _known(self, code: str) -> Kind | None:
        return next((kind for kind in self._kinds if kind.code == code), None)

    def _row(self, spec: FieldSpec) -> FieldRow:
        if spec.key == "kind":
            return make_row(
                spec, FormPick("kind", kind_choices(self._kinds), self._draft.kind, self._draft.kind_typed)
            )
        if spec.key == "customer_class":
            classes = class_choices(self._kind.classes if self._kind else ())
            return make_row(spec, FormPick(spec.key, classes, self._draft.customer_class or ""))
        value = str(getattr(self._draft, spec.key))
        return make_row(spec, FormInput(spec.key, value, resting=spec.resting))

    def _kind_rows(self) -> list[FieldRow]:
        fields_shown = self._kind.fields if self._kind else ()
        return [kind_row(field, self._typed.get(field.code)) for field in fields_shown]
