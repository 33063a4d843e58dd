"""The catalogue and the rating scale the program is shipped with, and what is compiled of data for a start.

People write them as TOML. What a start reads is one JSON file of each, which ``scripts/catalogue.py`` makes of them:
the blocks were checked against each other then, and each value is checked again here.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.json import encode, format

from counter_tui.domain.catalogue.models import Catalogue
from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.reading import read_json
from counter_tui.services.reference.files import DATA, shipped


def catalogue_files(folder: Path = DATA / "catalogue") -> dict[str, str]:
    """The TOML texts of the shipped catalogue, or of one in another folder, by file name.

    Raises:
        CatalogueBroken: one of them is in no UTF-8.
    """
    from counter_tui.domain.catalogue.blocks import text_of

    files = sorted(folder.glob("*.toml"))
    return {file.name: text_of(file.name, file.read_bytes()).replace("\r\n", "\n") for file in files}


def ratings_text() -> str:
    """The TOML text of the shipped rating scale."""
    return shipped("ratings.toml")


def compiled_texts() -> dict[str, str]:
    """What the files under ``data/compiled`` should hold by their names, from the files people write.

    Raises:
        CatalogueBroken: one of them is damaged; it names file, block and field.
    """
    from counter_tui.domain.catalogue.parse import parse
    from counter_tui.domain.catalogue.ratings import parse_ratings
    from counter_tui.domain.recovery.measures import parse_measures
    from counter_tui.services.reference.recovery import measures_text

    read = {
        "catalogue.json": parse(catalogue_files()),
        "ratings.json": parse_ratings(ratings_text()),
        "recovery.json": parse_measures(measures_text()),
    }
    return {name: format(encode(made).decode("utf-8"), indent=1) + "\n" for name, made in read.items()}


def load_catalogue() -> Catalogue:
    """The shipped catalogue, read anew at every call; raises ValueError for a damaged file."""
    return read_json(shipped("compiled", "catalogue.json"), Catalogue)


def load_ratings() -> RatingScale:
    """The shipped rating scale, read anew at every call; raises ValueError for a damaged file."""
    return read_json(shipped("compiled", "ratings.json"), RatingScale)
