"""A price book for tests: two items of repairs inside a customer's house, one of them by the metre."""

from __future__ import annotations

from pathlib import Path

from counter_tui.services.prices import BookTaken
from support.stations import LI, REPAIR, WANG, SmallStation

HEAD = "版本,编码,名称,英文名称,单位,英文单位,单价,业务类型,依据,生效日期,失效日期\n"
ROWS = """\
2025-1,KH-01,客户内部线路检修,Repair inside the house,次,visit,60,故障报修,测试价目,2025-01-01,
2025-1,KH-02,户内导线,Wire,米,metre,8.50,BZ601、BZ711,测试价目,2025-01-01,
"""
BOOK = HEAD + ROWS


def take_book(small: SmallStation, text: str = BOOK) -> BookTaken:
    """Take this book in, by the lead."""
    return small.services.prices.take_data(WANG, text.encode("utf-8"))


def repair(small: SmallStation) -> str:
    """A fault at a customer's house, taken down by 李敏."""
    return small.accept(
        LI, REPAIR, name="何静", phone="13812340009", address="解放路3号", fields={"content": "户内跳闸"}
    )


def charged(small: SmallStation) -> str:
    """The same with one visit and ten metres of wire paid for in cash: 145 yuan."""
    matter = repair(small)
    small.services.charges.take(LI, matter, [("KH-01", 1), ("KH-02", 10)], "cash")
    return matter


def as_file(folder: Path, text: str = BOOK) -> Path:
    """The book as a file."""
    file = folder / "prices.csv"
    file.write_text(text, "utf-8")
    return file
