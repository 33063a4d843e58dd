"""The catalogue and the rating scale the program is shipped with."""

from __future__ import annotations

from importlib import resources

from counter_tui.domain.catalogue.models import Catalogue
from counter_tui.domain.catalogue.parse import parse
from counter_tui.domain.catalogue.ratings import RatingScale, parse_ratings


def catalogue_files() -> dict[str, str]:
    """The TOML texts of the shipped catalogue by file name."""
    folder = resources.files("counter_tui").joinpath("data", "catalogue")
    return {
        each.name: each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".toml")
    }


def ratings_text() -> str:
    """The TOML text of the shipped rating scale."""
    return resources.files("counter_tui").joinpath("data", "ratings.toml").read_text(encoding="utf-8")


def load_catalogue() -> Catalogue:
    """The shipped catalogue, read and checked anew at every call.

    Raises:
        CatalogueBroken: a file was damaged; it names file, block and field.
    """
    return parse(catalogue_files())


def load_ratings() -> RatingScale:
    """The shipped rating scale, read and checked anew at every call.

    Raises:
        CatalogueBroken: the file was damaged; it names file, block and field.
    """
    return parse_ratings(ratings_text())
