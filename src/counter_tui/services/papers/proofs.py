"""Whether a receipt somebody brings was printed by this station: asked of the paper, not of the store."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import station_keys
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.receipt.proof import Claim, plain_days, proven_by, read_code, read_text
from counter_tui.services.station import Station


class Proven(Struct, frozen=True):
    """What a receipt says, and whether a key of the station gives its code."""

    genuine: bool
    claim: Claim
    code: str


class ProofService:
    """Receipts checked; nothing is written, and nobody need be allowed anything: whoever holds one may ask."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def check_text(self, text: str) -> Proven:
        """Check what the QR code of a receipt says.

        Raises RuleBroken("receipt_text_unfit") for a text that is none, and what ``check`` raises.
        """
        read = read_text(text)
        if read is None:
            raise RuleBroken("receipt_text_unfit")
        return self.check(*read)

    def check(self, claim: Claim, code: str) -> Proven:
        """Check what stands on a receipt; days may be typed as they stand there in Chinese.

        Raises RuleBroken("check_code_length") or "check_code_group" for a slip in typing the code.
        """
        code = read_code(code)
        claim = replace(claim, due=plain_days(claim.due), accepted=plain_days(claim.accepted))
        with self._station.store.reading() as connection:
            genuine = proven_by(station_keys.known(connection), claim, code)
        return Proven(genuine, claim, code)
