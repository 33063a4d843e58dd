"""What a receipt says, scanned or typed, and whether the station printed it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import proof as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.receipt.proof import Claim, read_text
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.wording.proof import say_proof
from counter_tui.services.wording.rules import say_rule
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.roles import Piece, sign

if TYPE_CHECKING:
    from counter_tui.services.papers.proofs import Proven

_FIELDS = (*Claim.__struct_fields__, "code")


class ProofScreen(DeskScreen):
    """A row a scanner writes into, which fills the others; or each typed as it stands on the paper."""

    KEYS = (commands.CHECK, commands.CLEAR, shell.BACK)
    AUTO_FOCUS = "#scan"
    CSS = """
    ProofScreen { #proof-form { height: auto; } #proof-verdict { margin-top: 1; } .field-label { width: 12; } }
    """

    def __init__(self, scanned: str = "") -> None:
        super().__init__()
        self._text = scanned
        # What the rows said when the words below them were found.
        self._judged: tuple[str, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Check a receipt")

    def compose_body(self) -> ComposeResult:
        """The rows, and what is found out."""
        hints = {
            "number": _("as on the receipt"),
            "kind": _("end of the catalogue's row: BZ101"),
            "customer": _("with its stars, such as 王**"),
            "due": _("as there or 2025-11-27; commas"),
            "accepted": _("as there, or 2025-11-20T10:42"),
            "code": _("four groups of four"),
        }
        with Vertical(id="proof-form"):
            yield Section(_("Scan the code on the receipt, or type what stands there"))
            yield FieldRow(
                _("Scan"), LineInput(id="scan", enter_moves=False), hint=_("then Enter"), id="row-scan"
            )
            for field in _FIELDS:
                control = LineInput(id=field)
                hint = hints[field]
                shown = (Piece(hint, "quiet"),)
                yield FieldRow(_label(field), control, verdict=shown, hint=hint, id=f"row-{field}")
            yield Line(id="proof-verdict")

    def on_mount(self) -> None:
        """Check what was scanned elsewhere."""
        super().on_mount()
        if self._text:
            self.take_scan(self._text)

    def take_scan(self, text: str) -> bool:
        """The next receipt, wherever the focus is."""
        self.query_one("#scan", LineInput).value = text
        self._scanned()
        return True

    @on(Input.Submitted, "#scan")
    def _scanned(self) -> None:
        """Fill the rows from what was scanned, and check it."""
        typed = self._typed("scan")
        if not typed:
            self.focus_next()
            return
        read = read_text(typed)
        if read is None:
            self._say(say_rule(RuleBroken("receipt_text_unfit")), "broken")
            return
        claim, code = read
        for field in _FIELDS[:-1]:
            self.query_one(f"#{field}", LineInput).value = getattr(claim, field)
        self.query_one("#code", LineInput).value = code
        self.action_check_receipt()

    def action_check_receipt(self) -> None:
        """Ask whether the station printed it."""
        claim = Claim(*(self._typed(field) for field in _FIELDS[:-1]))
        self.write(
            partial(self.services.proofs.check, claim, self._typed("code")), self._found, group="proof"
        )

    def action_clear(self) -> None:
        """Empty rows for the next one."""
        for field in ("scan", *_FIELDS):
            self.query_one(f"#{field}", LineInput).value = ""
        self.query_one("#proof-verdict", Line).show([])
        self.query_one("#scan", LineInput).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows in which nothing stands have nothing to check or to clear."""
        if action in ("check_receipt", "clear"):
            return any(each.value.strip() for each in self.query(LineInput))
        return super().check_action(action, parameters)

    def refused(self, broken: RuleBroken) -> None:
        """A slip in typing is said where the verdict stands."""
        self._say(say_rule(broken), "soon")

    def _found(self, proven: Proven) -> None:
        self._say(say_proof(proven.genuine), "done" if proven.genuine else "broken")

    @on(Input.Changed)
    def _changed(self) -> None:
        """What was found out is about other words now; rows that a scan has filled tell of it late."""
        if self._judged and self._rows() != self._judged:
            self._judged = ()
            self.query_one("#proof-verdict", Line).show([])
        self.refresh_bindings()

    def _say(self, words: str, role: Literal["done", "soon", "broken"]) -> None:
        self._judged = self._rows()
        mark = sign(role, plain_look(self))
        self.query_one("#proof-verdict", Line).show([Piece(f"{mark} {words}", role)])

    def _rows(self) -> tuple[str, ...]:
        return tuple(self._typed(field) for field in ("scan", *_FIELDS))

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", LineInput).value.strip()


def _label(field: str) -> str:
    return {
        "number": _("Number"),
        "kind": _("Kind"),
        "customer": _("Customer"),
        "due": _("Due"),
        "accepted": _("Accepted on"),
        "code": _("Check code"),
    }[field]
