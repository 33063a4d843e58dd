"""What a catalogue file may not say, rule by rule, on a catalogue of two small kinds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.models import Catalogue
from counter_tui.domain.catalogue.parse import parse
from counter_tui.i18n import set_language
from counter_tui.services.reference.catalogue import catalogue_files
from counter_tui.services.reference.released import catalogue_of
from counter_tui.services.wording.catalogue import catalogue_broken
from support.every import every

TOP = """
version = "1"
common_papers = ["id", "letter"]
[identity_kinds]
resident = ["resident_id"]
business = ["uscc"]
small_business = ["uscc"]
institution = ["organisation_code"]
[[family]]
code = "connection"
name = { zh = "业扩", en = "Connections" }
[[paper]]
code = "id"
name = { zh = "证件", en = "Identity paper" }
classes = ["resident", "business"]
timing = "now"
source = "规则"
[[paper]]
code = "letter"
name = { zh = "承诺书", en = "Letter" }
classes = ["resident"]
timing = "if_deferred"
source = "规则"
[[paper]]
code = "property"
name = { zh = "产权", en = "Property" }
classes = ["resident"]
timing = "deferrable"
due_before = "next"
source = "规则"
"""

FIRST = """
[[kind]]
code = "BZ001"
name = { zh = "新装", en = "New" }
short = { zh = "新装", en = "New" }
initials = ["xz"]
family = "connection"
classes = ["resident"]
identity = "one_paper"
top = 1
stages = [
  { code = "survey", name = { zh = "勘查", en = "Survey" } },
  { code = "power", name = { zh = "送电", en = "Power" }, when = { "phase" = "one" } },
]
papers = [{ use = "property" }]
fields = [
  { code = "phase", name = { zh = "相别", en = "Phases" }, type = "choice", default = "one", choices = [
    { code = "one", name = { zh = "单相", en = "One" } },
  ] },
  { code = "capacity", name = { zh = "容量", en = "Size" }, type = "number", minimum = 1, maximum = 10, default = "8" },
  { code = "until", name = { zh = "截止", en = "Until" }, type = "date", default = "2026-01-31" },
]
sources = ["规则"]
[[kind.promises]]
code = "power"
name = { zh = "送电", en = "Power on" }
limit = 5
unit = "working_day"
profiles = ["state_grid"]
when = { phase = "one" }
source = "规则"
met_by = "stage:power"
"""

SECOND = """
[[kind]]
code = "BZ002"
name = { zh = "投诉", en = "Complaint" }
short = { zh = "投诉", en = "Complaint" }
initials = ["ts", "xz"]
family = "connection"
classes = ["resident", "business"]
identity = "none"
top = 2
sources = ["规则"]
"""


def read(first: str = FIRST, second: str = SECOND, top: str = TOP) -> Catalogue:
    """The small catalogue of these texts."""
    return parse({"a.toml": top, "b.toml": first, "c.toml": second})


def refused(old: str, new: str, where: str = "b.toml") -> tuple[str, str, str, str]:
    """File, block, field and problem of the refusal once ``old`` is replaced by ``new`` in that file."""
    files = {"a.toml": TOP, "b.toml": FIRST, "c.toml": SECOND}
    assert old in files[where]
    files[where] = files[where].replace(old, new, 1)
    with pytest.raises(CatalogueBroken) as caught:
        parse(files)
    error = caught.value
    return error.file, error.block, error.field, error.problem


def test_the_small_catalogue_is_read() -> None:
    """Shared and common papers come to the kinds that ask, cut down to their classes, due before the next stage."""
    catalogue = read()
    first, second = catalogue.kinds
    assert [(paper.code, paper.timing, paper.due_before) for paper in first.papers] == [
        ("id", "now", None),
        ("property", "deferrable", "survey"),
        ("letter", "if_deferred", None),
    ]
    assert first.papers[0].classes == ("resident",)
    assert second.papers == ()
    assert catalogue.version == "1"


def test_the_digest_follows_the_texts() -> None:
    """The digest is 64 hex digits, the same for the same files and another for any change."""
    one, same, other = read().digest, read().digest, read(SECOND.replace("002", "003"), FIRST).digest
    assert len(one) == 64
    assert one == same
    assert one != other


def test_a_kind_without_anything_to_defer_needs_no_letter() -> None:
    """The commitment letter belongs only to kinds with a paper that can come later."""
    catalogue = read(FIRST.replace('papers = [{ use = "property" }]', ""))
    assert [paper.code for paper in catalogue.kinds[0].papers] == ["id"]


CASES = [
    ("b.toml", '"BZ001"', '"BZ002"', "c.toml | kind BZ002 | code | twice"),
    ("c.toml", "top = 2", "top = 1", "c.toml | kind BZ002 | top | twice"),
    ("c.toml", "top = 2", "top = 10", "c.toml | kind BZ002 | top | out_of_range"),
    ("c.toml", '["ts", "xz"]', '["xz", "ts"]', "c.toml | kind BZ002 | initials | twice"),
    ("c.toml", '["ts", "xz"]', '["ts", "ts"]', "c.toml | kind BZ002 | initials | twice"),
    ("c.toml", '["ts", "xz"]', "[]", "c.toml | kind BZ002 | initials | empty"),
    ("c.toml", '["ts", "xz"]', '["TS"]', "c.toml | kind BZ002 | initials.1 | wrong_form"),
    ("c.toml", 'sources = ["规则"]', "", "c.toml | kind BZ002 | sources | empty"),
    ("c.toml", '["规则"]', '["规则", "规则"]', "c.toml | kind BZ002 | sources | twice"),
    ("c.toml", '"connection"', '"other"', "c.toml | kind BZ002 | family | no_such_family"),
    ("a.toml", '"now"', '"exempt"', "b.toml | kind BZ001 | papers | one_identity_paper"),
    ("c.toml", "top = 2", 'papers = [{ use = "id" }]', "c.toml | kind BZ002 | papers | no_identity_paper"),
    ("b.toml", '"survey"', '"answer"', "b.toml | kind BZ001 | stages | reserved"),
    ("b.toml", '"survey"', '"power"', "b.toml | kind BZ001 | stages | twice"),
    ("b.toml", 'use = "property"', 'use = "proof"', "b.toml | kind BZ001 paper proof | use | no_such_paper"),
    (
        "b.toml",
        'use = "property"',
        'use = "property", due_before = "later"',
        "b.toml | kind BZ001 paper property | due_before | no_such_stage",
    ),
    (
        "b.toml",
        'use = "property"',
        'use = "property", classes = ["business"]',
        "b.toml | kind BZ001 paper property | classes | no_class_of_the_kind",
    ),
    (
        "b.toml",
        'use = "property"',
        'use = "property", timing = "exempt"',
        "b.toml | kind BZ001 paper property | due_before | only_for_deferrable",
    ),
    (
        "b.toml",
        'use = "property"',
        'use = "property", when = { colour = "red" }',
        "b.toml | kind BZ001 paper property | when | no_such_field",
    ),
    ("b.toml", '"stage:power"', '"stage:gone"', "b.toml | kind BZ001 promise power | met_by | no_such_event"),
    ("b.toml", '"stage:power"', '"accepted"', "b.toml | kind BZ001 promise power | met_by | not_after_start"),
    (
        "b.toml",
        "met_by =",
        'starts = "stage:gone"\nmet_by =',
        "b.toml | kind BZ001 promise power | starts | no_such_event",
    ),
    (
        "b.toml",
        'met_by = "stage:power"',
        'starts = "stage:power"\nmet_by = "stage:survey"',
        "b.toml | kind BZ001 promise power | met_by | not_after_start",
    ),
    (
        "b.toml",
        'zh = "勘查", en = "Survey" }',
        'zh = "勘查", en = "Survey" }, when = { phase = "one" }',
        "b.toml | kind BZ001 stage survey | when | not_for_the_first",
    ),
    (
        "b.toml",
        '"phase" = "one"',
        '"phase" = "two"',
        "b.toml | kind BZ001 stage power | when | no_such_choice",
    ),
    (
        "b.toml",
        'when = { phase = "one" }',
        "",
        "b.toml | kind BZ001 promise power | met_by | stage_not_passed",
    ),
    (
        "b.toml",
        '{ use = "property" }',
        '{ use = "property", due_before = "power" }',
        "b.toml | kind BZ001 paper property | due_before | stage_not_passed",
    ),
    ("b.toml", "limit = 5", "limit = 0", "b.toml | kind BZ001 promise power | limit | out_of_range"),
    ("b.toml", "limit = 5", "limit = 3661", "b.toml | kind BZ001 promise power | limit | out_of_range"),
    (
        "b.toml",
        'zh = "勘查"',
        'zh = "勘\\u0007查"',
        "b.toml | kind BZ001 stage survey | name.zh | wrong_form",
    ),
    ("b.toml", 'sources = ["规则"]', 'sources = ["规则", " "]', "b.toml | kind BZ001 | sources.2 | empty"),
    ("b.toml", "limit = 5", 'limit = "5"', "b.toml | kind BZ001 promise power | limit | wrong_type"),
    ("b.toml", '"working_day"', '"week"', "b.toml | kind BZ001 promise power | unit | not_one_of"),
    ("b.toml", '"state_grid"', '"grid"', "b.toml | kind BZ001 promise power | profiles.1 | not_one_of"),
    ("b.toml", 'phase = "one"', 'phase = "two"', "b.toml | kind BZ001 promise power | when | no_such_choice"),
    ("b.toml", 'phase = "one"', "phase = 1", "b.toml | kind BZ001 promise power | when.? | wrong_type"),
    ("b.toml", 'phase = "one"', 'colour = "red"', "b.toml | kind BZ001 promise power | when | no_such_field"),
    (
        "b.toml",
        "limit = 5",
        'limit = 5\nstanding = "ceiling"\nbacks = ["other"]',
        "b.toml | kind BZ001 promise power | backs | no_such_promise",
    ),
    (
        "b.toml",
        'default = "one"',
        'default = "two"',
        "b.toml | kind BZ001 field phase | default | default_does_not_fit",
    ),
    (
        "b.toml",
        'default = "8"',
        'default = "11"',
        "b.toml | kind BZ001 field capacity | default | default_does_not_fit",
    ),
    (
        "b.toml",
        'default = "8"',
        'default = "nan"',
        "b.toml | kind BZ001 field capacity | default | default_does_not_fit",
    ),
    (
        "b.toml",
        'default = "8"',
        'default = "a"',
        "b.toml | kind BZ001 field capacity | default | default_does_not_fit",
    ),
    (
        "b.toml",
        "2026-01-31",
        "2026-02-30",
        "b.toml | kind BZ001 field until | default | default_does_not_fit",
    ),
    ("b.toml", "maximum = 10", "maximum = 0", "b.toml | kind BZ001 field capacity | maximum | out_of_range"),
    (
        "b.toml",
        'type = "date"',
        'type = "choice"',
        "b.toml | kind BZ001 field until | choices | needs_choices",
    ),
    (
        "b.toml",
        'type = "choice"',
        'type = "text"',
        "b.toml | kind BZ001 field phase | choices | no_choices_here",
    ),
    (
        "b.toml",
        'type = "date"',
        'type = "date", minimum = 1',
        "b.toml | kind BZ001 field until | minimum | only_for_numbers",
    ),
    (
        "b.toml",
        'zh = "送电", en = "Power on"',
        'zh = "", en = "Power on"',
        "b.toml | kind BZ001 promise power | name.zh | empty",
    ),
    ("b.toml", "sources = [", "source = [", "b.toml | kind BZ001 | source | unknown_field"),
    ("a.toml", 'version = "1"', "", "a.toml | top | version | missing"),
    ("a.toml", 'version = "1"', 'version = ""', "a.toml | top | version | empty"),
    ("a.toml", 'version = "1"', "version = 1", "a.toml | top | version | wrong_type"),
    ("a.toml", 'version = "1"', 'version = "1"\nextra = 1', "a.toml | top | extra | unknown_field"),
    ("a.toml", '"letter"]', '"letters"]', "a.toml | top | common_papers | no_such_paper"),
    ("a.toml", '"letter"]', '"id"]', "a.toml | top | common_papers | twice"),
    (
        "a.toml",
        '["resident_id"]',
        '["driving_licence"]',
        "a.toml | identity_kinds | resident | no_such_paper",
    ),
    ("a.toml", '["resident_id"]', "[]", "a.toml | identity_kinds | resident | empty"),
    ("a.toml", 'resident = ["resident_id"]\n', "", "a.toml | identity_kinds | resident | missing"),
    ("a.toml", '"next"', '"survey"', "a.toml | paper property | due_before | no_such_stage"),
    (
        "a.toml",
        'timing = "now"',
        'timing = "now"\nkeeps_months = 12',
        "a.toml | paper id | keeps_months | only_for_deferrable",
    ),
    (
        "a.toml",
        'timing = "now"',
        'timing = "now"\nshown_by = "agent_id_number"',
        "a.toml | paper id | shown_by | only_for_deferrable",
    ),
    (
        "a.toml",
        'due_before = "next"',
        'due_before = "next"\nkeeps_for = "place"',
        "a.toml | paper property | keeps_months | missing",
    ),
    (
        "a.toml",
        'due_before = "next"',
        'due_before = "next"\nkeeps_months = 0',
        "a.toml | paper property | keeps_months | out_of_range",
    ),
    (
        "b.toml",
        '{ use = "property" }',
        '{ use = "property", keeps_for = "place" }',
        "b.toml | kind BZ001 paper property | keeps_months | missing",
    ),
    (
        "a.toml",
        'timing = "now"',
        'timing = "now"\nagent_only = true',
        "a.toml | paper id | agent_only | not_for_now",
    ),
    ("a.toml", 'code = "letter"\n', 'code = "id"\n', "a.toml | paper id | code | twice"),
    ("c.toml", "[[kind]]", 'version = "2"\n[[kind]]', "c.toml | top | version | twice"),
    ("c.toml", "[[kind]]", "kind = 3\n[other]", "c.toml | top | other | unknown_field"),
]
"""In which file what is replaced by what, and the place and problem the refusal names."""


@every("where, old, new, expected", CASES)
def test_a_rule_that_is_broken_names_its_place(where: str, old: str, new: str, expected: str) -> None:
    """Each change breaks one rule; the refusal names file, block, field and the rule."""
    assert " | ".join(refused(old, new, where)) == expected


@every("text", ["低压".encode("gb18030"), b"\xff", b"\xed\xa0\x80"])
def test_a_file_in_another_encoding_is_refused_with_its_line(text: bytes) -> None:
    """Bytes that are no UTF-8 are never read as something else, whether in a name or a remark."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "a.toml").write_bytes(b'version = "1"\n# \n# ' + text + b"\n")
        with pytest.raises(CatalogueBroken) as caught:
            catalogue_files(folder)
    finally:
        shutil.rmtree(folder)
    error = caught.value
    assert (error.file, error.block, error.field, error.problem) == ("a.toml", "line 3", "", "not_utf8")
    set_language("en")
    assert catalogue_broken(error) == "a.toml, line 3: is not in UTF-8"
    with pytest.raises(CatalogueBroken, match=r"b\.toml: line 2: : not_utf8"):
        catalogue_of(TOP.encode() + b"#--- b.toml\r\n\n" + text + b"\n")


def test_a_mark_in_front_and_the_ends_of_lines_do_not_matter(tmp_path: Path) -> None:
    """What an editor of Windows leaves is the same file, with the same digest."""
    for name, text in {"a.toml": TOP, "b.toml": FIRST}.items():
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert parse(catalogue_files(tmp_path)) == parse({"a.toml": TOP, "b.toml": FIRST})


def test_a_business_needs_its_own_identity_paper_too() -> None:
    """A kind that serves a class without a paper to bring now is refused."""
    files = {
        "a.toml": TOP.replace('["resident", "business"]', '["resident"]'),
        "b.toml": FIRST,
        "c.toml": SECOND,
    }
    files["c.toml"] = SECOND.replace('"none"', '"one_paper"')
    with pytest.raises(CatalogueBroken) as caught:
        parse(files)
    assert (caught.value.block, caught.value.field, caught.value.detail) == (
        "kind BZ002",
        "papers",
        "business",
    )


def test_two_promises_with_one_code_may_not_run_together() -> None:
    """The same code in both profiles is two promises; in one profile it is a clash."""
    block = FIRST[FIRST.index("[[kind.promises]]") :]
    other = block.replace("state_grid", "southern_grid")
    assert len(read(FIRST + other).kinds[0].promises) == 2
    assert refused(block, block + block) == ("b.toml", "kind BZ001 promise power", "profiles", "overlaps")


def test_a_refusal_is_said_in_both_languages() -> None:
    """The sentence names the file and the block, in Chinese and in English."""
    error = CatalogueBroken("a.toml", "kind BZ101 promise whole_process", "limit", "out_of_range", "0")
    try:
        set_language("en")
        english = catalogue_broken(error)
        set_language("zh")
        chinese = catalogue_broken(error)
    finally:
        set_language("zh")
    assert english == "a.toml, kind BZ101 promise whole_process, field “limit” is out of range: 0"
    assert chinese == "a.toml，kind BZ101 promise whole_process，“limit”项超出范围：0"
