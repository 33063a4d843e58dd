"""What happens to the key by which the station proves its receipts; no fact holds the key itself.

The mark of a key (``domain.receipt.proof.key_mark``) tells keys apart and gives nothing of them away. That a
station has its first one is said by ``StationOpened``.
"""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact


class StationKeyShared(Fact, frozen=True, kw_only=True):
    """The station's keys were written into a sealed file for another PC; ``mark`` is that of the key in use.

    ``letter`` is the one a new PC gets by that file.
    """

    type: ClassVar[str] = "StationKeyShared"

    mark: str
    letter: str = ""


class StationKeyTaken(Fact, frozen=True, kw_only=True):
    """A key of the station came from another of its PCs; the one taken last is used from then on.

    ``renewed`` are the marks of keys that another took the place of, as that PC knew: none of them is used again.
    """

    type: ClassVar[str] = "StationKeyTaken"

    mark: str
    renewed: tuple[str, ...] = ()


class StationKeyRenewed(Fact, frozen=True, kw_only=True):
    """A new key was made and is used from then on; ``renewed`` are the marks of all it takes the place of."""

    type: ClassVar[str] = "StationKeyRenewed"

    mark: str
    renewed: tuple[str, ...]
