"""The kinds of identity paper as marketing systems name them.

Sources: customer notices of State Grid companies on 一证受理 (the papers accepted from residents and companies); the
kinds are those of ``domain.identity``.
"""

from __future__ import annotations

from datetime import date

from counter_tui.domain.identity import check
from counter_tui.domain.intake.folding import code

_NAMES: dict[str, str] = {
    "resident_id": """
        居民身份证 身份证 二代身份证 第二代身份证 第二代居民身份证 二代证 身份证件 公民身份证
        公民身份号码 居民身份证号 居民身份证号码 身份证号 身份证号码 港澳台居民居住证 RESIDENTID IDCARD
    """,
    "temporary_id": """
        临时身份证 临时居民身份证
    """,
    "household_register": """
        户口本 户口簿 居民户口簿 户口薄
    """,
    "military_id": """
        军官证 士兵证 军人证 军人证件 军人身份证 军人身份证件 警官证 士官证 武警证 文职干部证
    """,
    "taiwan_permit": """
        台胞证 台湾居民来往大陆通行证 台湾通行证 台湾居民通行证
    """,
    "hk_macao_permit": """
        港澳通行证 港澳居民来往内地通行证 港澳居民通行证 港澳台通行证 回乡证 港澳同胞回乡证
    """,
    "passport": """
        护照 外国护照 中国护照 护照号 护照号码 PASSPORT
    """,
    "foreign_pr_card": """
        外国人永久居留证 外国永久居留证 外国人永久居留身份证 永久居留证 永久居留身份证 外国人居留证
    """,
    "police_certificate": """
        户籍证明 公安户籍证明
    """,
    "uscc": """
        营业执照 统一社会信用代码 统一社会信用代码证 统一社会信用代码证书 社会信用代码 信用代码
        三证合一营业执照 企业营业执照 企业法人营业执照 工商营业执照 事业单位法人证书 USCC
        BUSINESSLICENCE BUSINESSLICENSE
    """,
    "organisation_code": """
        组织机构代码 组织机构代码证
    """,
    "association_licence": """
        社团法人执照 社会团体法人登记证书 社团法人登记证
    """,
    "approval_document": """
        批文 批复文件 批准文件 政府批文 成立批文
    """,
}
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_KIND_OF |= {kind.upper(): kind for kind in _NAMES}
_PROVED_BY_CHECK_DIGIT = ("resident_id", "uscc", "foreign_pr_card")


def paper_name(kind: str) -> str:
    """What marketing systems call this kind of paper, as ``paper_kind`` reads it; the code of a kind without a name."""
    return _NAMES[kind].split()[0] if kind in _NAMES else kind


def paper_kind(text: str) -> str | None:
    """The kind of paper that this name means ("居民身份证", "[01]居民身份证"), or ``None`` for one not known."""
    name = code(text)
    found = _KIND_OF.get(name)
    if found is None and name:
        bare = name.strip("0123456789-_.:[]()、：【】")
        found = _KIND_OF.get(bare) or _KIND_OF.get(bare.split("(")[0])
    return found


def proved_kind(number: str, today: date) -> str | None:
    """The one kind whose check digit and form this number passes, or ``None`` when none or several do."""
    kinds = [kind for kind in _PROVED_BY_CHECK_DIGIT if check(kind, number, today).valid]
    return kinds[0] if len(kinds) == 1 else None
