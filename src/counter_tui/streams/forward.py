"""What a hub brings to the centre: the ranges of its log, signed as their devices signed them."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.domain.reading import read_packed
from counter_tui.streams.giving import Stream
from counter_tui.streams.log import StreamLog
from counter_tui.wire.entries import pack
from counter_tui.wire.ranges import Manifest, SignedRange, write_range


def ranges_to_bring(log: StreamLog, stream: Stream, station: str, mark: int) -> Iterator[bytes]:
    """Every range of a stream behind this mark, one in memory at a time.

    The facts are packed anew; the signatures stand for them whatever the packing. A range is whole as its device signed
    it, which cut it so that it travels.
    """
    with log.giving(station) as giving:
        signatures = giving.signatures(stream.device, stream.epoch, mark + 1)
    for written, signature in signatures:
        manifest = read_packed(written, Manifest)
        with log.giving(station) as giving:
            run = giving.run(stream.device, stream.epoch, manifest.first, manifest.count)
        if run is not None:
            yield write_range(SignedRange(written, signature, pack(run.entries)))
