"""Invented customers of a small rural town, with numbers that are valid and belong to nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from counter_tui.domain.identity.company import organisation_check_digit, uscc_check_digit

_SURNAMES = (
    "王王王李李李张张张刘刘陈陈陈杨赵黄周周吴吴徐徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅"
    "沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文单仇解查盖区朴"
)
_COMPOUND = ("欧阳", "上官", "诸葛", "司马", "尉迟")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉红建国庆志文斌鹏飞宇浩凯婷雪梅琳倩颖萍荣根土"
    "水火金木生林山福财旺顺祥春夏秋冬云月香菊莲凤珍珠宝山海波江河田地"
)
_VILLAGES = (
    "柳河村",
    "石板塘村",
    "枫岭村",
    "大坞村",
    "上畈村",
    "下畈村",
    "桥头村",
    "溪口村",
    "梅园村",
    "双坑村",
    "新塘村",
    "东山头村",
)
_STREETS = ("人民路", "桥南街", "青石大道", "供销路", "学前巷")
_TRADES = (
    "便利超市",
    "农资经营部",
    "五金店",
    "卫生院",
    "小学",
    "茶叶专业合作社",
    "竹木加工厂",
    "快餐店",
    "药店",
    "汽车修理厂",
)
_MANAGERS = ("周立新", "何建平", "徐小军", "范志强")
_HEADINGS = """
    户号 户名 证件类型 证件号码 手机1 手机2 地址 台区 客户经理 用电类别 电压 容量kW 电表资产编号 更新日期
"""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EVERY = 20
"""One customer in so many is a company."""
_TOWN = "青石县青石桥镇"
AREA = "330000"
"""The area of every invented number: a whole province, so it is no person's."""


class Invented(Struct, frozen=True):
    """An invented customer."""

    account: str
    name: str
    company: bool
    id_kind: str
    id_number: str
    phone: str
    phone2: str
    address: str
    transformer_area: str
    manager: str
    use_class: str
    capacity: int
    meter_asset: str
    updated_on: date


def invent(count: int, random: Random, today: date) -> list[Invented]:
    """So many customers, each with an account of its own; the same for the same randomness and day."""
    step = max(1, 90_000_000 // (count + 1))
    return [
        someone(1_000_000 + place * step + random.randrange(step), place % _EVERY == 1, random, today)
        for place in range(count)
    ]


def as_csv(customers: Iterable[Invented]) -> bytes:
    """The customers as a marketing system exports them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS.split())
    for customer in customers:
        writer.writerow(
            (
                customer.account,
                customer.name,
                "营业执照" if customer.company else "居民身份证",
                customer.id_number,
                customer.phone,
                customer.phone2,
                customer.address,
                customer.transformer_area,
                customer.manager,
                customer.use_class,
                "380V" if customer.company else "220V",
                customer.capacity,
                customer.meter_asset,
                customer.updated_on.isoformat(),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def someone(ordinal: int, company: bool, random: Random, today: date) -> Invented:
    """One customer, whose account ends in this number."""
    village = random.choice(_VILLAGES)
    place = f"{_TOWN}{random.choice(_STREETS)}" if company else f"{_TOWN}{village}"
    return Invented(
        account=f"33{ordinal:08d}",
        name=_company(random) if company else person_name(random),
        company=company,
        id_kind="uscc" if company else "resident_id",
        id_number=_uscc(random) if company else _resident(random, today),
        phone=mobile(random),
        phone2=mobile(random) if random.random() < 0.15 else "",
        address=f"{place}{random.randrange(1, 320)}号",
        transformer_area=f"{village}{random.randrange(1, 5)}号公变",
        manager=random.choice(_MANAGERS),
        use_class="商业用电" if company else "乡村居民生活用电",
        capacity=random.choice((20, 30, 50, 80)) if company else random.choice((4, 6, 8, 8, 8, 10, 12)),
        meter_asset=f"33000{random.randrange(10**17):017d}",
        updated_on=today - timedelta(days=random.randrange(30, 900)),
    )


def person_name(random: Random) -> str:
    """A name of two to four characters."""
    surname = random.choice(_COMPOUND) if random.random() < 0.01 else random.choice(_SURNAMES)
    return surname + "".join(random.choice(_GIVEN) for _ in range(random.choice((1, 2, 2, 2))))


def mobile(random: Random) -> str:
    """A mobile number of a range no carrier was given."""
    return f"154{random.randrange(10**8):08d}"


def _company(random: Random) -> str:
    return f"青石桥镇{random.choice(_GIVEN)}{random.choice(_GIVEN)}{random.choice(_TRADES)}"


def _resident(random: Random, today: date) -> str:
    born = today - timedelta(days=random.randrange(19 * 365, 85 * 365))
    body = f"{AREA}{born:%Y%m%d}{random.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _uscc(random: Random) -> str:
    organisation = "MA" + "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    body = "92" + AREA + organisation + organisation_check_digit(organisation)
    return body + uscc_check_digit(body)
