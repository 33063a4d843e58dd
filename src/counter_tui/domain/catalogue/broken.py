"""How a file of the catalogue is refused."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken


class CatalogueBroken(RuleBroken):
    """A data file does not fit; nothing of it is used.

    ``file`` is the file's name, ``block`` the block in words that find it (``kind BZ101 promise whole_process``, or
    ``line 12`` for a file that is not TOML), ``field`` the field in it, ``problem`` what is wrong in snake case and
    ``detail`` the value or the expectation it was measured against.
    """

    def __init__(self, file: str, block: str, field: str, problem: str, detail: str = "") -> None:
        super().__init__(
            "catalogue_broken", file=file, block=block, field=field, problem=problem, detail=detail
        )
        self.file = file
        self.block = block
        self.field = field
        self.problem = problem
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.file}: {self.block}: {self.field}: {self.problem} {self.detail}".rstrip()
