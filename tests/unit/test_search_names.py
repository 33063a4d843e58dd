"""Which names are found by which words."""

from __future__ import annotations

import pytest

from counter_tui.domain.search.keys import NameKeys, name_keys
from counter_tui.domain.search.matching import Searchable, matches, rank
from counter_tui.domain.search.query import parse_query
from counter_tui.services.reference.readings import load_readings
from support.every import every


def customer(name: str, address: str = "", numbers: tuple[str, ...] = (), account: str = "1") -> Searchable:
    """A customer of this name, ready to be compared."""
    return Searchable(account, name_keys(name, load_readings()), address, frozenset(numbers))


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("查良镛", {"zly", "cly"}, {"zhaliangyong", "chaliangyong"}),
        ("单雄信", {"sxx", "dxx"}, {"shanxiongxin", "danxiongxin"}),
        ("曾国藩", {"zgf", "cgf"}, {"zengguofan", "cengguofan"}),
        ("解缙", {"xj", "jj"}, {"xiejin", "jiejin"}),
        ("仇英", {"qy", "cy"}, {"qiuying", "chouying"}),
        ("朴正", {"pz"}, {"piaozheng", "puzheng"}),
        ("区建国", {"ojg", "qjg"}, {"oujianguo", "qujianguo"}),
        ("尉迟恭", {"ycg", "wcg"}, {"yuchigong", "weichigong"}),
        ("盖叫天", {"gjt"}, {"gejiaotian", "gaijiaotian"}),
        ("乐毅", {"yy", "ly"}, {"yueyi", "leyi"}),
        ("缪斯", {"ms"}, {"miaosi", "mousi"}),
        ("翟志刚", {"zzg", "dzg"}, {"zhaizhigang", "dizhigang"}),
        ("员半千", {"ybq"}, {"yunbanqian", "yuanbanqian"}),
        ("覃海", {"qh", "th"}, {"qinhai", "tanhai"}),
        ("冼星海", {"xxh"}, {"xianxinghai"}),
        ("洗英", {"xy"}, {"xianying", "xiying"}),
        ("宓妃", {"mf", "ff"}, {"mifei", "fufei"}),
        ("种师道", {"csd", "zsd"}, {"chongshidao", "zhongshidao"}),
        ("万俟卨", {"mqx", "wqx"}, {"moqixie", "wanqixie"}),
        ("长孙无忌", {"zswj", "cswj"}, {"zhangsunwuji", "changsunwuji"}),
        ("澹台明", {"ttm", "dtm"}, {"tantaiming", "dantaiming"}),
        ("令狐冲", {"lhc"}, {"linghuchong"}),
        ("任盈", {"ry"}, {"renying"}),
        ("吕布", {"lb"}, {"lvbu", "lubu"}),
    ],
)
def test_a_name_has_all_readings_of_its_surname(name: str, initials: set[str], full: set[str]) -> None:
    """The reading of the surname stands first, what people type all the same is there too."""
    keys = name_keys(name, load_readings())
    assert initials <= set(keys.initials)
    assert full <= set(keys.full)
    assert keys.usual_full in full


def test_the_surnames_own_reading_is_the_usual_one() -> None:
    """查 as a surname is zha, whatever it is elsewhere."""
    assert name_keys("查良镛", load_readings()).usual_initials == "zly"
    assert name_keys("尉迟恭", load_readings()).usual_full == "yuchigong"


FOUND = [
    ("建", "王建国"),
    ("建国", "王建国"),
    ("wjg", "王建国"),
    ("WJG", "王建国"),
    ("jg", "王建国"),
    ("wangjianguo", "王建国"),
    ("wang jian guo", "王建国"),
    ("wang jianguo", "王建国"),
    ("wangji", "王建国"),
    ("wangjg", "王建国"),
    ("wáng jiàn guó", "王建国"),
    ("xi'an", "西安电力公司"),
    ("单zy", "单志远"),
    ("ou阳", "欧阳修"),
    ("oy修", "欧阳修"),
    ("ouyangx", "欧阳修"),
    ("王jianguo", "王建国"),
    ("王j国", "王建国"),
    ("wangj国", "王建国"),
    ("建g", "王建国"),
    ("lv", "吕布"),
    ("lü", "吕布"),
    ("lu", "吕布"),
    ("lvbu", "吕布"),
    ("xv静", "许静"),
    ("xvkf", "XV咖啡"),
    ("zly", "查良镛"),
    ("cly", "查良镛"),
    ("dzy", "单志远"),
    ("szy", "单志远"),
    ("阿卜杜拉买买提", "阿卜杜拉·买买提"),
    ("阿卜杜拉 买买提", "阿卜杜拉•买买提"),
    ("abdlmmt", "阿卜杜拉·买买提"),
    ("宏达(南宁)商贸", "宏达（南宁）商贸有限公司"),
    ("宏达〔南宁〕商贸", "宏达南宁商贸有限公司"),
    ("hdnnsm", "宏达（南宁）商贸有限公司"),
    ("hongdanan宁", "宏达（南宁）商贸有限公司"),
    ("youxiangongsi", "宏达（南宁）商贸有限公司"),
    ("abc", "ＡＢＣ电子厂"),
    ("abcdz", "ＡＢＣ电子厂"),
    ("3m", "3M公司"),
    ("abgs", "A&B公司"),
    ("𠮷", "𠮷田"),
    ("𠮷t", "𠮷田"),
    ("jt", "𠮷田"),
    ("𬭊", "王𬭊"),
    ("王　伟", "王　伟"),
    ("muller", "Müller"),
    ("müller", "MÜLLER"),
    ("100%", "百分百100%店"),
]


@every("typed, name", FOUND)
def test_the_word_finds_the_name(typed: str, name: str) -> None:
    """Parts, initials, full pinyin, both mixed with characters, all ways of writing a sign."""
    assert matches(parse_query(typed), customer(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王国", "王建国"),
        ("wg", "王建国"),
        ("gj", "王建国"),
        ("王jg国", "王建国"),
        ("wangguo", "王建国"),
        ("jiang国", "王建国"),
        ("王jia国", "王建国"),
        ("王建国 李", "王建国"),
        ("", "王建国"),
        ("·", "阿卜杜拉·买买提"),
        ("%", "王建国"),
        ("_", "王建国"),
        ("*", "王建国"),
    ],
)
def test_the_word_does_not_find_the_name(typed: str, name: str) -> None:
    """Characters must be neighbours, inner syllables whole; wildcards are plain text."""
    assert not matches(parse_query(typed), customer(name))


@pytest.mark.parametrize("interpunct", "·•・‧∙⋅.．。˙ ･")
def test_all_interpuncts_are_one(interpunct: str) -> None:
    """Whichever sign stands between the parts of a name, and whichever is typed."""
    keys = name_keys(f"阿卜杜拉{interpunct}买买提", load_readings())
    assert keys.name == "阿卜杜拉买买提"
    assert matches(parse_query(f"杜拉{interpunct}买"), customer("阿卜杜拉·买买提"))


@pytest.mark.parametrize("number", ["4500000017", "13812345678", "07715551234"])
def test_a_number_is_found_whole_and_by_its_end(number: str) -> None:
    """Four digits of the end are enough, three are not, and no other part counts."""
    someone = customer("王建国", numbers=(number,))
    assert matches(parse_query(number), someone)
    assert matches(parse_query(number[-4:]), someone)
    assert not matches(parse_query(number[-3:]), someone)
    assert not matches(parse_query(number[:5]), someone)


def test_words_fit_name_and_address_together() -> None:
    """Every word must fit, each may fit elsewhere."""
    someone = customer("王建国", address="城关镇人民路3-201号")
    assert matches(parse_query("wjg，城关"), someone)
    assert matches(parse_query("王 3-201"), someone)
    assert not matches(parse_query("王建国 太平"), someone)


def test_what_fits_better_stands_first() -> None:
    """Whole number, whole name, its start, spelled whole, spelled start, inside, end of a number, address."""
    query = parse_query("王建")
    names = [customer("王建"), customer("王建国"), customer("小王建"), customer("李四", address="王建村")]
    ranks = [rank(query, one) for one in names]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
    letters = parse_query("cly")
    spelled = [customer("陈丽英"), customer("陈丽英子"), customer("查良镛")]
    ranks = [rank(letters, one) for one in spelled]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)
    digits = parse_query("5678")
    numbers = [
        customer("甲", numbers=("5678",)),
        customer("乙", numbers=("15678",)),
        customer("丙", "5678号"),
    ]
    ranks = [rank(digits, one) for one in numbers]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_customers_that_fit_alike_stand_in_order_of_account() -> None:
    """The same query always gives the same order."""
    query = parse_query("王")
    assert rank(query, customer("王一", account="1")) < rank(query, customer("王二", account="2"))


def test_keys_survive_being_written_down() -> None:
    """What the index keeps of the readings reads back the same, characters without a reading included."""
    for name in ("A&B公司", "尉迟恭", "", "&", "𠮷&"):
        keys = name_keys(name, load_readings())
        assert NameKeys.decoded(keys.name, keys.encoded()) == keys
