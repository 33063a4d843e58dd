"""Putting the widgets of a screen together so that no wide character is cut by the edge of a widget hidden below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class WholeSigns(Compositor):
    """Textual cuts every line at the edges of all its widgets, and a wide character that lies across an edge is lost.

    Here what one widget shows of a line in one go stays one piece: a toast over two columns keeps all its characters.
    """

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(each[:-1]) for each in self.cuts]
        taken: list[set[int]] = [set() for _line in chops]
        everything = crop == self.size.region
        for region, clip, strips in self._get_renders(crop):
            shown = region.intersection(clip)
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                cuts = [cut for cut in self.cuts[y] if shown.x <= cut <= shown.right]
                # Beside what is to be drawn anew lie widgets that were not asked what they show.
                known = () if everything else (_last_before(cuts, crop.x), _first_after(cuts, crop.right))
                for start, end, inner in _gaps(taken[y], cuts, known):
                    chops[y][start] = strip.crop(start - shown.x, end - shown.x)
                    for cut in inner:
                        del chops[y][cut]
                taken[y].update(cuts[:-1])
        return cast("Sequence[Mapping[int, Strip]]", chops)

    def render_partial_update(self) -> ChopsUpdate | None:
        """The update, with the ends of the pieces as they were put together, of which none is drawn in part."""
        update = super().render_partial_update()
        if update is not None:
            lines = zip(update.chops, self.cuts, strict=True)
            update.chop_ends = [[*list(line)[1:], cuts[-1]] for line, cuts in lines]
            update.spans = [
                (y, _last_before([*update.chops[y]], x1), _first_after(update.chop_ends[y], x2))
                for y, x1, x2 in update.spans
            ]
        return update


def _last_before(cuts: Sequence[int], x: int) -> int:
    return max((cut for cut in cuts if cut <= x), default=-1)


def _first_after(cuts: Sequence[int], x: int) -> int:
    return min((cut for cut in cuts if cut >= x), default=-1)


def _gaps(
    taken: Collection[int], cuts: Sequence[int], ends: Collection[int]
) -> Iterator[tuple[int, int, list[int]]]:
    """Where the places that are free begin and end, with the cuts in between; none reaches past one of the ends."""
    if len(cuts) > 1 and not ends and not any(cut in taken for cut in cuts[:-1]):
        yield cuts[0], cuts[-1], list(cuts[1:-1])
        return
    run: list[int] = []
    for cut in cuts:
        if run and (cut in taken or cut in ends or cut == cuts[-1]):
            yield run[0], cut, run[1:]
            run = []
        if cut not in taken:
            run.append(cut)
