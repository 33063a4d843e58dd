"""How an enquiry stands, as a cell of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.services.wording.enquiry import say_enquiry_state
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.lines.enquiries import EnquiryLine


def open_piece(line: EnquiryLine) -> Piece:
    """One that stands open; past its answer's time it has a sign as well as a colour, which no cut takes away."""
    said = say_enquiry_state(line.state)
    return Piece(f"▲ {said}", "broken") if line.late else Piece(said, "soon")
