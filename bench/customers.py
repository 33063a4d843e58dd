"""Invented customers in the proportions of a real register, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from counter_tui.db.customers.index import CustomerRow

_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_RARER = (
    "姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇区查解朴盖乐缪翟冼"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "尉迟", "长孙", "令狐")
_SYLLABLES = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉兰红建国志远海燕春梅小龙文斌晓东金凤少云子涵"
    "宇轩浩然雨欣思彤嘉怡俊熙永贵德财富有树林水生火木土根清泉新民爱珍彩莲月娥美玲惠仙宝全福来顺发达兴"
    "旺家庆荣昌盛世安康宁和乐天佑启航若曦梓豪一诺佳琪梦瑶博文鹏飞凯旋振业绍基宗翰立群学礼仁义忠信孝廉"
)
_RARE_GIVEN = "𠮷𬭊𬱖喆堃淼焱旻翀昇玥頔赟"
_TOWNS = (
    "城关",
    "六景",
    "峦城",
    "百合",
    "那阳",
    "南乡",
    "新福",
    "莲塘",
    "平马",
    "马山",
    "石塘",
    "校椅",
    "云表",
    "陶圩",
    "灵竹",
    "平朗",
    "镇龙",
)
_VILLAGE = "上下东西南北大小新老石水龙凤金青白黄高平长安太福兴旺清三五八里塘岭坡湾田江河山村桥屋寨坪岗"
_ROADS = (
    "人民",
    "解放",
    "建设",
    "中山",
    "新华",
    "文化",
    "工业",
    "教育",
    "茉莉花",
    "长安",
    "迎宾",
    "环城",
    "滨江",
    "朝阳",
    "胜利",
    "和平",
    "友谊",
    "振兴",
)
_ESTATES = (
    "阳光",
    "锦绣",
    "碧桂",
    "金色",
    "江南",
    "翡翠",
    "学府",
    "盛世",
    "龙湖",
    "香榭",
    "御景",
    "名都",
    "丽景",
    "康桥",
    "天鹅",
)
_ESTATE_ENDS = ("花园", "家园", "小区", "新城", "豪庭", "公馆", "苑")
_TRADES = (
    "商贸",
    "农业开发",
    "建材",
    "餐饮",
    "电子科技",
    "物流",
    "养殖",
    "食品",
    "木业",
    "茶业",
    "置业",
    "纺织",
)
_KINDS = ("有限公司", "有限责任公司", "经营部", "合作社", "超市", "加工厂", "饭店", "养殖场")
_PUBLIC = (
    "小学",
    "中学",
    "卫生院",
    "村民委员会",
    "人民政府",
    "基站",
    "抽水站",
    "派出所",
    "供销社",
    "公共照明",
)


def customers(count: int, seed: int = 1) -> Iterator[CustomerRow]:
    """So many customers in the order of their accounts, as an export of the marketing system has them."""
    random = Random(seed)
    villages = {town: _villages(random) for town in _TOWNS}
    account = 4_500_000_000
    for _ in range(count):
        account += random.randint(1, 9)
        town = random.choices(_TOWNS, range(2 * len(_TOWNS), len(_TOWNS), -1))[0]
        name = _organisation(random, town) if random.random() < 0.06 else _person(random)
        yield CustomerRow(
            account=f"{account:010d}",
            name=name,
            id_kind="resident_id",
            id_number=f"450127{random.randint(1940, 2004)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
            f"{random.randint(0, 9999):04d}",
            phone1=f"1{random.choice('3456789')}{random.randint(0, 10**9 - 1):09d}",
            phone2=f"0771{random.randint(2_000_000, 8_999_999)}" if random.random() < 0.15 else None,
            address=_address(random, town, villages[town]),
            transformer_area=f"{town}{random.randint(1, 60)}号公变",
            manager=_person(random),
            use_class="居民生活",
            voltage="220V",
            capacity_w=8000,
            meter_asset=f"45{random.randint(0, 10**20 - 1):020d}",
            updated_on="2026-03-01",
            source="file",
            release_no=1,
        )


def _villages(random: Random) -> list[str]:
    made = (("".join(random.sample(_VILLAGE, random.choice((2, 2, 3))))) for _ in range(24))
    return list(dict.fromkeys(made))


def _person(random: Random) -> str:
    roll = random.random()
    pool = _COMPOUND if roll < 0.005 else _RARER if roll < 0.25 else _COMMON
    # The commonest surnames take most people: the first of the list are drawn more often.
    surname = pool[int(len(pool) * random.random() ** 1.7)]
    length = random.choices((1, 2, 3), (18, 80, 2))[0]
    given = "".join(_given(random) for _ in range(length))
    return surname + given + ("·买买提" if random.random() < 0.001 else "")


def _given(random: Random) -> str:
    if random.random() < 0.002:
        return random.choice(_RARE_GIVEN)
    return _SYLLABLES[int(len(_SYLLABLES) * random.random() ** 1.4)]


def _organisation(random: Random, town: str) -> str:
    if random.random() < 0.3:
        return f"横州市{town}镇{random.choice(_VILLAGE)}{random.choice(_VILLAGE)}{random.choice(_PUBLIC)}"
    start = random.choice(("广西", "南宁市", "横州市", "横州", ""))
    middle = "".join(_given(random) for _ in range(2))
    branch = f"（{town}分公司）" if random.random() < 0.1 else ""
    return f"{start}{middle}{random.choice(_TRADES)}{random.choice(_KINDS)}{branch}"


def _address(random: Random, town: str, villages: list[str]) -> str:
    area = f"广西横州市{town}镇"
    roll = random.random()
    if roll < 0.62:
        village = villages[int(len(villages) * random.random() ** 1.3)]
        group = (
            f"第{random.choice('一二三四五六七八九')}村民小组"
            if roll < 0.35
            else f"{random.randint(1, 15)}队"
        )
        return f"{area}{village}村委会{group}{random.randint(1, 180)}号"
    if roll < 0.85:
        estate = random.choice(_ESTATES) + random.choice(_ESTATE_ENDS)
        door = f"{random.randint(1, 18)}栋{random.randint(1, 3)}单元{random.randint(1, 27)}0{random.randint(1, 4)}"
        return f"{area}{random.choice(_ROADS)}路{estate}{door}室"
    road = random.choice(_ROADS) + random.choice(("路", "街", "大道"))
    return f"{area}{road}{random.randint(1, 400)}-{random.randint(1, 9)}号"
