"""Which part of a scanned line is the name, by its shape: a person's, a foreigner's, a company's.

Readers of different makers send the same fields in different orders, so beside the name there may stand sex, nation,
birth, the office that issued the card, its days, the country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = "\u3007\u3400-\u9fff\ue000-\uf8ff\ufa0e-\ufa29\U00020000-\U000323af\U000f0000-\U0010fffd"
"""Chinese characters, also the private ones in which older systems keep rare characters of names."""
_DOTS = "·•・‧∙⋅●"
_PARTED = re.compile(f"^[{_HAN}]+(?:[{_DOTS}][{_HAN}]+)+$")
_UNPARTED = re.compile(f"^[{_HAN}]{{2,}}$")
_LATIN = re.compile("^(?=.*[^\\W\\d_].*[^\\W\\d_])[A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f '’`.,-]+$")
_NO_NAME = re.compile(
    "^(?:[男女]性?|未知|其他|长期|中国|MALE|FEMALE)$|公安|公共安全|移民管理|出入境|发证|签发", re.IGNORECASE
)
_PLACE = re.compile("[省市区县乡镇村路街号巷弄团旗盟屯栋幢楼室组队寨]")
_ADDRESS = re.compile("[省市区县乡镇村路街号]")
_COMPANY = re.compile("(?:公司|合作社|集团|事务所|中心|学校|学院|医院|幼儿园|经营部|门市部|[厂店局站社行])$")
_SHORT = 8
"""Characters of a Chinese name that is neither parted by dots nor a transcription; longer ones may be an address."""
_COUNTRY_LIST = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR
    BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP
    CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB
    GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD
    MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN
    PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM
    SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
    UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE"""
_COUNTRIES = frozenset(_COUNTRY_LIST.split())
"""The codes of countries on cards (ISO 3166, three letters)."""
_NATION_LIST = """
    蒙古 维吾尔 土家 哈尼 哈萨克 傈僳 高山 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米
    塔吉克 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 布依 朝鲜
    汉 回 藏 苗 彝 壮 满 侗 瑶 白 傣 黎 佤 畲 水 土 羌 怒 京"""
_NATIONS = frozenset(_NATION_LIST.split())


def is_latin(part: str) -> bool:
    """Whether the folded part may be a name in Latin letters, such as ``ZHENGJIAN, YANGBEN``."""
    return _LATIN.match(part) is not None and _NO_NAME.search(part) is None


def name_of(kind: str, parts: Sequence[str], *, torn: bool = False) -> str:
    """The name among the folded parts that stand beside a number of this kind; empty when none looks like one.

    On a foreigner's card it is the one in Latin letters, which every such card has; ``torn``: the line was parted at
    commas, and so was ``surname, given names``.
    """
    if kind == "foreign_pr_card" and (latin := _latin_name(parts, torn=torn)):
        return latin
    parts = [part for part in parts if not (_NO_NAME.search(part) or _is_nation(part))]
    if kind == "uscc" and (company := next(filter(_COMPANY.search, parts), "")):
        return company
    parted = [part for part in parts if _PARTED.match(part)]
    plain = [part for part in parts if _UNPARTED.match(part)]
    short = [part for part in plain if len(part) <= _SHORT]
    long = [part for part in plain if len(part) > _SHORT and not _PLACE.search(part)]
    # A nation is a name where there is no other: some people are called 高山.
    names = [part for part in short if part not in _NATIONS]
    return next(iter([*parted, *names, *long, *short]), "")


def address_of(parts: Sequence[str], name: str) -> str:
    """The address among the folded parts of a line in which ``name`` is the name; empty when none looks like one."""
    for part in parts:
        if part != name and len(part) > _SHORT and _ADDRESS.search(part) and not _NO_NAME.search(part):
            return part
    return ""


def _latin_name(parts: Sequence[str], *, torn: bool) -> str:
    places = [place for place, part in enumerate(parts) if is_latin(part) and part not in _COUNTRIES]
    if not places:
        return ""
    first = places[0]
    return ", ".join(parts[first : first + 2]) if torn and first + 1 in places else parts[first]


def _is_nation(part: str) -> bool:
    return part.endswith("族") and part[:-1] in _NATIONS
