"""A table of a third party's survey: the two years whose figures the field has told."""

from __future__ import annotations

from pathlib import Path

TWO_YEARS = """\
年度,维度,得分
2013,总分,62
2013,问题处理,63
2013,供电可靠,70.5
2014,综合满意度,71
2014,S7,74
2014,供电可靠,70
"""


def survey_file(folder: Path, text: str = TWO_YEARS, encoding: str = "utf-8") -> Path:
    """The table as a file."""
    path = folder / "survey.csv"
    path.write_text(text, encoding)
    return path
