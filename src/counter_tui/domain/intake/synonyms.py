"""The headings that mean each field, in capitals and without blanks, brackets, units and punctuation."""

from __future__ import annotations

_HEADINGS: dict[str, str] = {
    "account": """
        户号 用户编号 用户号 用户编码 用电户号 用电户编号 用电客户编号 用户户号 客户户号 电力户号
        电费户号 户编号 供电户号 总户号 CONSNO ACCOUNT ACCOUNTNO ACCOUNTNUMBER ACCT ACCTNO
        CUSTOMERACCOUNT
    """,
    "name": """
        户名 用户名称 用户名 用电户名 用电户名称 用电客户名称 用户姓名 客户户名 户主姓名 用户户名
        CONSNAME NAME ACCOUNTNAME CUSTOMERNAME
    """,
    "id_kind": """
        证件类型 证件类别 证件种类 证件名称 证件类型名称 用户证件类型 客户证件类型 身份证件类型
        CERTTYPE CERTTYPECODE IDTYPE IDKIND PAPERKIND
    """,
    "id_number": """
        证件号码 证件号 证件编号 身份证号 身份证号码 居民身份证号 居民身份证号码 公民身份号码 身份证
        用户证件号码 客户证件号码 身份证件号码 用户身份证号 户主身份证号 统一社会信用代码 社会信用代码
        CERTNO IDNUMBER IDNO IDCARDNO USCC
    """,
    "mobile1": """
        手机1 手机号1 手机号码1 手机 手机号 手机号码 移动电话 移动电话1 移动电话号码 移动号码 手机一
        用户手机 用户手机号 客户手机号 联系手机 联系手机号 联系人手机 联系人手机号 账务手机 MOBILE
        MOBILE1 MOBILENO MOBILENUMBER MOBILEPHONE CELLPHONE CELL
    """,
    "mobile2": """
        手机2 手机号2 手机号码2 移动电话2 手机二 备用手机 备用手机号 备用手机号码 其他手机 第二手机
        MOBILE2 CELL2
    """,
    "landline": """
        固定电话 固话 座机 座机号 座机号码 固定电话号码 固话号码 办公电话 单位电话 住宅电话 家庭电话
        宅电 LANDLINE FIXEDLINE OFFICEPHONE HOMEPHONE
    """,
    "address": """
        地址 用电地址 用户地址 客户地址 用户用电地址 供电地址 装表地址 用电地点 安装地址 ELECADDR
        ADDRESS SUPPLYADDRESS SERVICEADDRESS
    """,
    "transformer_area": """
        台区 台区名称 台区名 所属台区 所属台区名称 供电台区 公变台区 变压器台区 TGNAME TRANSFORMERAREA
        TRANSFORMER TRANSFORMERDISTRICT
    """,
    "manager": """
        客户经理 客户经理姓名 客户经理名称 台区经理 台区经理姓名 网格经理 台区客户经理 责任客户经理
        服务经理 MANAGER CUSTOMERMANAGER ACCOUNTMANAGER
    """,
    "use_class": """
        用电类别 用电类型 用电类别名称 用电性质 用电分类 ELECTYPE ELECTYPECODE USECLASS USAGECLASS
        USAGECATEGORY USETYPE
    """,
    "voltage": """
        电压 供电电压 电压等级 供电电压等级 用户电压等级 受电电压 VOLT VOLTCODE VOLTAGE SUPPLYVOLTAGE
        VOLTAGELEVEL
    """,
    "capacity_w": """
        容量 合同容量 用电容量 报装容量 签约容量 合约容量 供电容量 CONTRACTCAP CAPACITY
        CONTRACTCAPACITY CONTRACTEDCAPACITY
    """,
    "meter_asset": """
        电表资产编号 电表资产号 资产编号 资产号 电能表资产号 电能表资产编号 电能表资产编码 电表资产编码
        电能表条码 电能表条形码 电表条码 表计资产号 表计资产编号 计量资产编号 ASSETNO METERASSET
        METERASSETNO METERASSETNUMBER METERBARCODE
    """,
    "updated_on": """
        更新日期 更新时间 最后更新时间 最后更新日期 最近更新时间 最近更新日期 修改时间 修改日期
        最后修改时间 最后修改日期 变更日期 变更时间 数据更新时间 数据更新日期 UPDATED UPDATEDON
        UPDATEDAT UPDATEDATE UPDATETIME LASTUPDATE LASTUPDATED LASTMODIFIED
    """,
}
_SPARE_HEADINGS: dict[str, str] = {
    "account": """
        客户编号 客户号 客户编码 CUSTNO CUSTOMERNO CUSTOMERNUMBER CUSTOMERID
    """,
    "name": """
        客户名称 客户姓名 客户名 姓名 户主 CUSTNAME
    """,
    "phone": """
        联系电话 电话 电话号码 联系方式 联系号码 联系电话号码 联系人电话 用户电话 客户电话 用户联系电话
        客户联系电话 联系电话1 联系电话2 联系电话3 电话1 电话2 电话3 联系方式1 联系方式2 备用电话
        备用联系电话 其他电话 其他联系电话 第二联系电话 PHONE PHONENO PHONENUMBER TELEPHONE TEL PHONE1
        PHONE2 TEL1 TEL2
    """,
    "address": """
        详细地址
    """,
    "transformer_area": """
        台区编号 台区编码 台区号 台区代码 TGNO TGID
    """,
    "capacity_w": """
        运行容量 RUNCAP
    """,
}

SYNONYMS: dict[str, str] = {word: name for name, words in _HEADINGS.items() for word in words.split()}
"""The field each usual heading names."""

SPARE_SYNONYMS: dict[str, str] = {
    word: name for name, words in _SPARE_HEADINGS.items() for word in words.split()
}
"""The field a heading names in want of a better one; ``phone`` is any telephone number."""

KIND_BY_HEADING = {"resident_id": r"身份证(?!件)|公民身份|ID ?CARD", "uscc": r"信用代码|USCC"}
"""The kind of paper that a heading of the number names by itself, as a pattern of the heading."""
