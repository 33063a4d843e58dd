"""What comes out of a receipt printer that was sent pictures: the rows of dots, read back from the bytes."""

from __future__ import annotations

_IMAGE = b"\x1dv0\x00"


def dots_of(sent: bytes) -> list[str]:
    """The rows of all pictures in the bytes, one character a dot; what is between them is left out."""
    rows = []
    at = sent.find(_IMAGE)
    while at >= 0:
        across, high = (int.from_bytes(sent[at + 4 + n : at + 6 + n], "little") for n in (0, 2))
        data = sent[at + 8 : at + 8 + across * high]
        rows += [
            f"{int.from_bytes(data[n * across : (n + 1) * across], 'big'):0{across * 8}b}"
            for n in range(high)
        ]
        at = sent.find(_IMAGE, at + 8 + across * high)
    return [row.replace("0", " ").replace("1", "#") for row in rows]
