"""Every rating fact before a sealed head changed in every way: head or paper tells."""

from __future__ import annotations

import shutil
from pathlib import Path

from telling import Tell

from counter_tui.services.audit.verify import verify
from support.closing import TODAY
from support.forged_ratings import (
    FOLLOWING,
    PLAIN,
    PROGRAMMED,
    SORTS,
    attempts,
    sealed_station,
    with_the_close,
)


def test_no_rating_fact_before_a_sealed_head_is_changed_unseen(tmp_path: Path, tell: Tell) -> None:
    sealed, kept = sealed_station(tmp_path), tmp_path / "kept"
    shutil.copytree(sealed.home.folder, kept)
    missed, tried = [], 0
    for sort, way, seq in attempts(sealed, PLAIN | PROGRAMMED, SORTS + FOLLOWING, each=True):
        shutil.rmtree(sealed.home.folder)
        shutil.copytree(kept, sealed.home.folder)
        (PLAIN | PROGRAMMED)[way](sealed.home, seq)
        tried += 1
        if verify(sealed.home).clean:
            missed.append((sort, way, seq, "by itself"))
        if way in PROGRAMMED:
            with_the_close(sealed.home, sealed.upto)
            for file in sealed.home.folder.rglob("sealed-heads.txt"):
                file.unlink()
            if verify(sealed.home, paper=sealed.paper, day=TODAY).clean:
                missed.append((sort, way, seq, "by the paper"))
    tell(tried=tried, missed=len(missed))
    assert missed == []
