"""How personal data is shown when nobody has asked for the full value.

No national format exists; these follow common practice: surname and stars, phone 3...4, identity number first 3 and
last 4, an address down to village, estate or street. A full account number is no personal secret and is not masked.
Every function accepts any text; what it does not understand it hides.
"""

from __future__ import annotations

import re

from counter_tui.domain.text import LEADING_APOSTROPHES, fold, fold_code, is_ascii_digits, unify_dashes

_COMPOUND_LIST = """
    欧阳 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙
    慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷
    轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五 南荣 端木 太史 达奚 褚师 纳兰 哥舒 完颜 耶律
    歐陽 司馬 東方 諸葛 尉遲 聞人 長孫 鍾離 鮮于"""
_COMPOUND_SURNAMES = frozenset(_COMPOUND_LIST.split())
_COMPANY_WORDS = re.compile(
    "公司|集团|企业|工厂|厂$|商店|商行|商场|超市|饭店|酒店|宾馆|餐厅|餐馆|火锅|药店|药房|银行|信用社|合作社|学校|小学|中学|大学|学院|"
    "幼儿园|医院|诊所|卫生院|卫生室|委员会|居委会|村委会|政府|派出所|供电所|供电局|管理处|管理局|管理所|办事处|事务所|研究所|研究院|"
    "中心|协会|商会|基金会|服务站|加油站|经营部|门市部|小卖部|理发店|工作室|大队|支队|部队|农场|林场|泵站|基站|物业|村民组|电站"
)
_COMPANY_ENDS = tuple("厂店局院所站社部处队场馆校行会")
_INTERPUNCTS = "·•・‧∙⋅‑-."
_CUT_BRACKET = re.compile(r"(?<=.{4})\([^()]*\)?$")
_BETWEEN_HAN = re.compile(
    "(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) (?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)
_LIST = re.compile("[/,;、|]")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$|0?\d{9,11}$)")
_EXTENSION = re.compile(r"(?<=\d{7})-?(?:转|EXT\.?|X|#)\d{1,6}$|(?<=-\d{7})-\d{1,6}$|(?<=-\d{8})-\d{1,6}$")
_DETAIL = re.compile(r"\d|[一二三四五六七八九十百]{1,6}(?:号|栋|幢|单元|室|组|队|层|楼|座|户)")
_PLACE = re.compile(
    "自然村|新村|村|社区|小区|花园|家园|苑|公寓|广场|工业园|产业园|开发区|大道|路(?!桥区|南区|北区)|街(?!道)|巷|胡同|弄|"
    "屯(?!溪|昌|留)|庄(?!市|河|浪)|寨"
)
_DIVISION = re.compile("自治区|自治州|自治县|省|市|区|县|旗|州|盟|镇|乡|街道|苏木")
HIDDEN = "**"
"""What stands for a part whose length would say too much."""


def mask_name(name: str) -> str:
    """The surname and a star for every other character; of a company the first two and the last two characters.

    Compound surnames stay whole when a given name follows; parts joined by an interpunct and words of a foreign name
    keep their places. A single character is hidden.
    """
    name = _BETWEEN_HAN.sub("", fold(name))
    if _is_company(name):
        return _mask_company(name)
    if len(name) <= 1:
        return "*" * len(name)
    shown = 2 if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else 1
    hidden = (char if char == " " or char in _INTERPUNCTS else "*" for char in name[shown:])
    return name[:shown] + "".join(hidden)


def mask_phone(phone: str) -> str:
    """The first three and last four digits of a phone; country code and extension are left out.

    Several numbers in one text are masked one by one; what is no number is hidden whole.
    """
    return "/".join(_mask_one_phone(part) for part in _LIST.split(fold(phone)) if part.strip())


def mask_identity(number: str) -> str:
    """The first three and last four characters of an identity number; of a short one never more than half."""
    return _mask_middle(fold_code(number))


def mask_address(address: str) -> str:
    """The address down to its first village, estate or street, the rest as ``**``.

    Where it names none, or a number comes first, it ends at the last division (district, town) before. An address
    without either is hidden whole, and so is whatever stands behind.
    """
    address = fold(address).replace(" ", "")
    if not address:
        return ""
    detail = _DETAIL.search(address)
    outer = address[: detail.start()] if detail else address
    place = _PLACE.search(outer, 1)
    if place:
        shown = outer[: place.end()]
    else:
        divisions = list(_DIVISION.finditer(outer, 1))
        shown = outer[: divisions[-1].end()] if divisions else ""
    return shown if shown == address else shown + HIDDEN


def _is_company(name: str) -> bool:
    if len(name) < 4:
        return False
    return bool(_COMPANY_WORDS.search(name)) or (len(name) > 4 and name.endswith(_COMPANY_ENDS))


def _mask_company(name: str) -> str:
    """A person's name in brackets behind a company's goes first."""
    name = _CUT_BRACKET.sub("", name)
    return name[:2] + HIDDEN + (name[-2:] if len(name) > 5 else "")


def _mask_one_phone(phone: str) -> str:
    text = unify_dashes(phone).replace(" ", "").lstrip(LEADING_APOSTROPHES).upper()
    text = _EXTENSION.sub("", re.sub(r"[()]", "", text))
    number = _COUNTRY.sub("", text.replace("-", ""))
    if not is_ascii_digits(number):
        return "*" * len(number)
    return (
        f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}" if len(number) >= 11 else _mask_middle(number)
    )


def _mask_middle(text: str) -> str:
    """At most the first three and last four characters, and never more than half of them; the length stays."""
    size = len(text)
    head = min(3, size // 4)
    tail = min(4, size // 2 - head)
    return text[:head] + "*" * (size - head - tail) + text[size - tail :]
