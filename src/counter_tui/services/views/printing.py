"""A paper as it was printed."""

from __future__ import annotations

from msgspec import Struct


class Printed(Struct, frozen=True):
    """A receipt or a letter as it was printed: its text, where it went, and whether it is a copy.

    ``silent`` is the printer that did not print it, ``trouble`` why, as the code of a rule; the paper is in the folder
    then. ``pdf`` is the same paper as PDF in the folder, empty where there is none or the printer printed it.
    """

    text: str
    where: str
    copy_no: int
    silent: str = ""
    trouble: str = ""
    pdf: str = ""

    @property
    def file(self) -> str:
        """What somebody who wants the paper turns to: the PDF where there is one, else where it went."""
        return self.pdf or self.where
