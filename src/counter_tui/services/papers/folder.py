"""The folder for papers: what is handed out never lies among what is kept."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home, is_inside, named_path


def require_outside(home: Home, papers_folder: str) -> None:
    """Raise RuleBroken("papers_folder_inside_home") for a folder for papers in the home: papers are handed out."""
    if papers_folder and is_inside(named_path(papers_folder), home.folder):
        raise RuleBroken("papers_folder_inside_home")
