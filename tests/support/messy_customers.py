"""A customers' file as bad as they come: more than 400 records, each with the verdict a fair person would give.

A record is a good one with some cells in place of the good ones, or a whole line as it stands in the file.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

HEADINGS = (
    "户号",
    "户 名",
    "证件类型",
    "证件号码",
    "手机1",
    "手机2",
    "固定电话",
    "用电地址",
    "台区名称",
    "客户经理",
    "用电类别",
    "电压(V)",
    "合同容量（kW）",
    "电表资产编号",
    "最后更新时间",
    "备注",
)
GOOD = (
    "",
    "王建国",
    "居民身份证",
    "11010519491231002X",
    "13812345678",
    "",
    "0571-87654321",
    "枫岭村12号",
    "枫岭#1公变",
    "赵伟",
    "城镇居民生活用电",
    "220",
    "8",
    "3340100000012345678901",
    "2025-03-01",
    "",
)
_ACCOUNT, _NAME, _KIND, _ID, _PHONE, _PHONE2, _LAND, _ADDRESS, _AREA = range(9)
_USE, _VOLT, _CAPACITY, _METER, _DAY, _REMARK = 10, 11, 12, 13, 14, 15


@dataclass(frozen=True)
class Messy:
    """One record: the line as it stands in the file, and what is to become of it."""

    line: str
    verdict: str
    reasons: tuple[str, ...]
    account: str | None


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _with(place: int, cell: str, account: str) -> tuple[str, ...]:
    cells = list(GOOD)
    cells[0], cells[place] = account, cell
    return tuple(cells)


_FOLDED: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        _NAME,
        (
            "张　三",
            " 李四 ",
            "\u200b王五\ufeff",
            "'赵六",
            "ＡＢＣ有限公司",
            "买买提·艾力",
            "欧阳丽华\t",
            "某某（集团）有限公司",
            "第一\n小学",
            "𠮷田㐂",
            "䶮䶮",
            "𠅤𤭢",
            "張三",
            "José García",
            "张三\u200d",
            "\u202e钱七",
            "万泉粮油店(王建国)",
            "张锟",
            "孙\u00a0八",
            "枫岭村村民委员会",
            "No.3 Pump Station",
        ),
    ),
    (
        _PHONE,
        (
            "+8613812345678",
            "+86 138 1234 5678",
            "86-13812345678",
            "0086-13812345678",
            "(+86)138-1234-5678",
            "'13812345678",
            "１３８１２３４５６７８",
            "138-1234-5678",
            "13812345678.0",
            "\t13812345678",
            "138\u00a01234\u00a05678",
            "138 1234 5678\u202c",
            "",
        ),
    ),
    (
        _LAND,
        (
            "(0571)87654321",
            "0571 87654321",
            "057187654321",
            "+86-571-87654321",
            "0571-87654321-801",
            "",
        ),
    ),
    (
        _ID,
        (
            "11010519491231002x",
            "110105 19491231 002X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "'11010519491231002X",
            "11010519491231002X\u200e",
            "",
        ),
    ),
    (_KIND, ("身份证", "二代身份证", "[01]居民身份证", "居 民 身 份 证", "")),
    (
        _DAY,
        (
            "2025/3/1",
            "2025.3.1",
            "2025年3月1日",
            "20250301",
            "2025-03-01 08:30:00",
            "2025-03-01T08:30:00+08:00",
            "2025/03/01 上午 8:30",
            "45717",
            "45717.5",
            "２０２５－０３－０１",
            "'2025-03-01",
            "2025-03-01 00:00:00.0",
            "2025年03月01日 星期六",
            "",
        ),
    ),
    (_CAPACITY, ("8kW", "８", "8.0", "8 千瓦", "8KVA", "1,250", "8000W", "", "6.5", "0.5")),
    (_VOLT, ("交流220V", "380", "10kV", "AC02202", "", "单相", "低压", "220V")),
    (
        _METER,
        (
            "'3340100000012345678901",
            "33401 00000 01234 56789 01",
            "",
            "３３４０１００００００１２３４５６７８９０１",
        ),
    ),
    (
        _ADDRESS,
        ("-1层3号", "枫岭镇\n柳河村3组", "", "枫岭村12号,东边", '枫岭村"老街"3号', "𠮷祥路１号"),
    ),
    (_REMARK, ("=1+1", "#REF!", "随便什么", "???")),
)
_DOUBTED: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = (
    (_NAME, (("张\ue000", "name_private_characters"),)),
    (
        _PHONE,
        (
            ("1381234567", "mobile1_unusable"),
            ("138123456789", "mobile1_unusable"),
            ("12812345678", "mobile1_unusable"),
            ("138****5678", "mobile1_masked"),
            ("1.38E+10", "mobile1_scientific"),
            ("13800000000", "mobile1_placeholder"),
            ("00000000000", "mobile1_placeholder"),
            ("11111111111", "mobile1_placeholder"),
            ("13812345678/13912345678", "mobile1_several"),
            ("13812345678、0571-87654321", "mobile1_several"),
            ("13812345678\n13912345678", "mobile1_several"),
            ("13812345678（儿子）", "mobile1_unusable"),
            ("#N/A", "mobile1_sheet_error"),
            ("1381234567O", "mobile1_unusable"),
            ("87654321", "mobile1_unusable"),
            ('="13812345678"', "mobile1_unusable"),
            ("找村长", "mobile1_unusable"),
            ("-", "mobile1_no_value"),
            ("无", "mobile1_no_value"),
            ("NULL", "mobile1_no_value"),
            ("—", "mobile1_no_value"),
            ("同上", "mobile1_no_value"),
        ),
    ),
    (
        _ID,
        (
            ("110105194912310021", "id_number_unusable"),
            ("11010519491331002X", "id_number_unusable"),
            ("110105194902300029", "id_number_unusable"),
            ("110105491231002", "id_number_unusable"),
            ("110105********002X", "id_number_masked"),
            ("1.10105E+17", "id_number_scientific"),
            ("1101051949123100", "id_number_unusable"),
            ("无", "id_number_no_value"),
            ("#VALUE!", "id_number_sheet_error"),
            ("11010520991231002X", "id_number_unusable"),
        ),
    ),
    (
        _KIND,
        (("会员卡", "id_kind_unknown"), ("护照", "id_number_unusable"), ("营业执照", "id_number_unusable")),
    ),
    (
        _DAY,
        (
            ("3/1/2025", "updated_on_unusable"),
            ("25-03-01", "updated_on_unusable"),
            ("2025-02-30", "updated_on_unusable"),
            ("2025年3月", "updated_on_unusable"),
            ("2999-01-01", "updated_on_in_future"),
            ("0000-00-00", "updated_on_unusable"),
            ("昨天", "updated_on_unusable"),
            ("2025-03-01 25:00:00", "updated_on_unusable"),
            ("1900-01-01", "updated_on_unusable"),
            ("1970-01-01", "updated_on_unusable"),
            ("#####", "updated_on_sheet_error"),
        ),
    ),
    (
        _CAPACITY,
        (
            ("-8", "capacity_w_unusable"),
            ("0", "capacity_w_unusable"),
            ("八", "capacity_w_unusable"),
            ("约8", "capacity_w_unusable"),
            ("8kW/15", "capacity_w_unusable"),
            ("1E+3", "capacity_w_scientific"),
            ("99999999999", "capacity_w_unusable"),
            ("3.33333", "capacity_w_not_whole_watts"),
        ),
    ),
    (_VOLT, (("很高", "voltage_unusable"), ("0V", "voltage_unusable"), ("-220", "voltage_unusable"))),
    (
        _METER,
        (
            ("3.3401E+21", "meter_asset_scientific"),
            ("334010000001234567890", "meter_asset_unusable"),
            ("见表箱", "meter_asset_unusable"),
        ),
    ),
    (
        _ADDRESS,
        (
            ("=HYPERLINK(1)", "address_formula"),
            ("@SUM(A1)", "address_formula"),
            ("#REF!", "address_sheet_error"),
            ("枫岭村***", "address_masked"),
            ("无", "address_no_value"),
            ("枫岭村□号", "address_characters_lost"),
            ("长" * 201, "address_too_long"),
        ),
    ),
    (
        _AREA,
        (("#NAME?", "transformer_area_sheet_error"), ("锟斤拷锟斤拷", "transformer_area_characters_lost")),
    ),
    (_USE, (("=1+2", "use_class_formula"), ("居民?", "use_class_characters_lost"))),
)
_NO_NAME: tuple[tuple[str, str], ...] = (
    ("", "name_missing"),
    ("   ", "name_missing"),
    ("无", "name_missing"),
    ("NULL", "name_missing"),
    ("\u3164", "name_missing"),
    ("=1+1", "name_formula"),
    ("+张三", "name_formula"),
    ("-张三", "name_formula"),
    ("@张三", "name_formula"),
    ("＝张三", "name_formula"),
    ("\t=1+1", "name_formula"),
    ("=cmd|'/c calc'!A1", "name_formula"),
    ("王*", "name_masked"),
    ("王＊＊", "name_masked"),
    ("张?", "name_characters_lost"),
    ("张\ufffd", "name_characters_lost"),
    ("锟斤拷", "name_characters_lost"),
    ("ÕÅÈý", "name_characters_lost"),
    ("张\x00三", "name_characters_lost"),
    ("12345", "name_not_a_name"),
    ("13812345678", "name_not_a_name"),
    ("…", "name_not_a_name"),
    ("#N/A", "name_sheet_error"),
    ("长" * 101, "name_too_long"),
    ("1.23457E+12", "name_not_a_name"),
    ("同上", "name_missing"),
)
_NO_ACCOUNT: tuple[tuple[str, str], ...] = (
    ("", "account_missing"),
    ("—", "account_missing"),
    ("不详", "account_missing"),
    ("3.30042E+12", "account_scientific"),
    ("3.30E12", "account_scientific"),
    ("3.300417000012E+12", "account_scientific"),
    ("1.2e+12", "account_scientific"),
    ("=3300417000012", "account_formula"),
    ('="3300417000012"', "account_formula"),
    ("+3300417000012", "account_formula"),
    ("-3300417000012", "account_formula"),
    ("@3300417000012", "account_formula"),
    ("＝A1", "account_formula"),
    ("330041700001", "account_wrong_length"),
    ("33004170000123", "account_wrong_length"),
    ("417000012", "account_wrong_length"),
    ("330041700001O", "account_not_digits"),
    ("330041700001l", "account_not_digits"),
    ("330-0417000012", "account_not_digits"),
    ("3300417000012/3300417000013", "account_not_digits"),
    ("33004****0012", "account_masked"),
    ("#VALUE!", "account_not_digits"),
    ("待补", "account_missing"),
    ("330041700001²", "account_not_digits"),
    ("①②③④⑤⑥⑦⑧⑨⓪", "account_not_digits"),
    ("0000000000000", "account_placeholder"),
    ("3300417000012.5", "account_not_digits"),
    ("制表人：李敏", "account_not_digits"),
)
_SPELT = (
    "'{}",
    "{}.0",
    " {} ",
    "\ufeff{}",
    "{}\u200b",
    "\u00a0{}",
    "’{}",
    "\t{}",
    "{}\x00\x00",
)
_WHOLE_LINES: tuple[tuple[str, str], ...] = (
    ("\n", "blank_line"),
    ("," * 15 + "\n", "blank_line"),
    ("　 ,\u00a0," + "," * 13 + "\n", "blank_line"),
    ("合计" + "," * 12 + "3200,,,\n", "total_line"),
    ("," + "小计" + "," * 14 + "\n", "total_line"),
    ("总计：20 户\n", "total_line"),
    ("本页小计" + "," * 15 + "\n", "total_line"),
    ("合　计" + "," * 15 + "\n", "total_line"),
    ("Total" + "," * 15 + "\n", "total_line"),
    ("共 20 户" + "," * 15 + "\n", "total_line"),
    (",".join(HEADINGS) + "\n", "heading_line"),
)


_SURNAMES = (
    "万俟",
    "尉迟",
    "单",
    "仇",
    "区",
    "查",
    "盖",
    "乐",
    "曾",
    "解",
    "缪",
    "繁",
    "朴",
    "冼",
    "员",
    "黑",
    "覃",
    "澹台",
    "欧阳",
    "买买提·艾力",
    "㑇",
    "𡈽",
    "䝼",
    "𫘝",
    "﨑",
    "卜",
    "昝",
    "逄",
    "亓",
    "丌",
)
_GIVEN = ("伟", "秀英", "㐱", "𬭼")


class _Writer:
    """Gives every record an account of its own and keeps what is to become of it."""

    def __init__(self) -> None:
        self.records: list[Messy] = []

    def _account(self) -> str:
        return f"{3300417000 + len(self.records):010d}{'' if len(self.records) % 3 else '017'}"

    def cells(self, cells: tuple[str, ...], verdict: str, *reasons: str, account: str | None) -> None:
        self.records.append(Messy(_line(cells), verdict, reasons, account))

    def one(self, place: int, cell: str, verdict: str, *reasons: str) -> None:
        account = self._account()
        self.cells(_with(place, cell, account), verdict, *reasons, account=account)

    def spelt(self, form: str) -> None:
        account = self._account()
        self.cells((form.format(account), *GOOD[1:]), "import", account=account)

    def raw(self, line: str, reason: str) -> None:
        self.records.append(Messy(line, "reject", (reason,), None))


def messy_records() -> list[Messy]:
    """All records, in the order of the file."""
    out = _Writer()
    for place, folded in _FOLDED:
        for cell in folded:
            out.one(place, cell, "import")
            out.one(place, f" {cell}\u200b" if cell else " ", "import")
    for surname in _SURNAMES:
        for given in _GIVEN:
            out.one(_NAME, surname + given, "import")
    for place, doubted in _DOUBTED:
        for cell, reason in doubted:
            more = ("id_number_kind_missing",) if reason == "id_kind_unknown" else ()
            out.one(place, cell, "import_with_warning", reason, *more)
    for cell, reason in _NO_NAME:
        out.one(_NAME, cell, "reject", reason)
    for cell, reason in _NO_ACCOUNT:
        out.cells((cell, *GOOD[1:]), "reject", reason, account=None)
    for form in _SPELT:
        out.spelt(form)
    for line, reason in _WHOLE_LINES:
        out.raw(line, reason)
    _misfits(out)
    return out.records


def _misfits(out: _Writer) -> None:
    """Records that do not line up, and records of an account that was there before."""
    out.raw(_line(_with(_NAME, "张三", "3399000001")[:-2]), "columns_too_few")
    out.raw("3399000002,张三\n", "columns_too_few")
    out.raw(_line((*_with(_NAME, "张三", "3399000003"), "多余")), "columns_too_many")
    out.raw("3399000004,张三,枫岭村,12号," + ",".join(GOOD[2:]) + "\n", "columns_too_many")
    out.raw('3399000005,"张三,' + ",".join(GOOD[2:]) + "\n", "quotes_unbalanced")
    out.one(_NAME, "留在下一行的人", "import")
    # What a quotation mark in the middle of a cell is, everybody sees.
    out.cells(_with(_NAME, '张"三', "3399000006"), "import", account="3399000006")
    same = _with(_NAME, "周立", "3399000007")
    out.cells(same, "import", account="3399000007")
    out.cells(same, "reject", "account_repeated", account="3399000007")
    out.cells(
        _with(_NAME, "另一个人", "３３９９００ ０００７"), "reject", "account_duplicate", account="3399000007"
    )
    out.cells(
        _with(_PHONE, "13912345678", "'3399000007"), "reject", "account_duplicate", account="3399000007"
    )
    out.cells(
        _with(_NAME, "周立", "3303399000007"),
        "import_with_warning",
        "account_other_length",
        account="3303399000007",
    )


def messy_file(records: list[Messy], encoding: str) -> bytes:
    """The file: a title and an empty line above the headings, every third line end of another PC."""
    ends = ("\n", "\r\n", "\n")
    lines = ["用电客户档案\n", "\n", _line(HEADINGS), *(record.line for record in records)]
    return "".join(line.removesuffix("\n") + ends[number % 3] for number, line in enumerate(lines)).encode(
        encoding
    )
