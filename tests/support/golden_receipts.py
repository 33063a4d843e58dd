"""The receipt of one matter as it is drawn on each paper in each language."""

from __future__ import annotations

from counter_tui.domain.receipt.slip import Paper
from counter_tui.i18n import Language

GOLDEN: dict[tuple[Paper, Language], str] = {
    ("58", "zh"): """\
           万泉供电所
            受理回执
================================
编号      0417A-C-251120-0007-WN
业务      低压居民新装
容量      8 kW
相别      单相
邻户户号  04*****018
受理      2025年11月20日（周四）
          10:42
客户      欧阳**
电话      138****0002
户号      04*****026
地址      和平路**
已收材料  居民身份证
          110***********1249、租
          赁协议

我们承诺
  送电  2025年11月27日（周四）前

请您补交
  用电地址物权证件
    2025年11月25日（周二）前，
    交现场勘查人员

找谁办
  首问责任人  李敏
  电话        0417-2345678
  查询进度请报编号 1120-0007。
  监督电话    0417-2340000
--------------------------------

客户签字 _______________________

打印 2025-11-20 10:42
""",
    ("58", "en"): """\
           万泉供电所
            Receipt
================================
Number
  0417A-C-251120-0007-WN
Request      New low-voltage
             residential
             connection
Capacity     8 kW
Phases       Single
Neighbour    04*****018
Accepted on  Thu 20 Nov 2025
             10:42
Customer     欧阳**
Phone        138****0002
Account      04*****026
Address      和平路**
Papers received
  Resident ID
  110***********1249, Lease

We promise
  Power on  by Thu 27 Nov 2025

Please bring later
  Property paper
    by Tue 25 Nov 2025, to the
    surveyor on site

Who answers for it
  First contact  李敏
  Phone          0417-2345678
  To ask about it, give the
  number 1120-0007.
  Supervision    0417-2340000
--------------------------------

Customer's signature ___________

Printed 2025-11-20 10:42
""",
    ("80", "zh"): """\
                   万泉供电所
                    受理回执
================================================
编号      0417A-C-251120-0007-WN
业务      低压居民新装
容量      8 kW
相别      单相
邻户户号  04*****018
受理      2025年11月20日（周四） 10:42
客户      欧阳**
电话      138****0002
户号      04*****026
地址      和平路**
已收材料  居民身份证 110***********1249、租赁协
          议

我们承诺
  送电  2025年11月27日（周四）前

请您补交
  用电地址物权证件
    2025年11月25日（周二）前，交现场勘查人员

找谁办
  首问责任人  李敏
  电话        0417-2345678
  查询进度请报编号 1120-0007。
  监督电话    0417-2340000
------------------------------------------------

客户签字 ________________________

打印 2025-11-20 10:42
""",
    ("80", "en"): """\
                   万泉供电所
                    Receipt
================================================
Number       0417A-C-251120-0007-WN
Request      New low-voltage residential
             connection
Capacity     8 kW
Phases       Single
Neighbour    04*****018
Accepted on  Thu 20 Nov 2025 10:42
Customer     欧阳**
Phone        138****0002
Account      04*****026
Address      和平路**
Papers received
  Resident ID 110***********1249, Lease

We promise
  Power on  by Thu 27 Nov 2025

Please bring later
  Property paper
    by Tue 25 Nov 2025, to the surveyor on site

Who answers for it
  First contact  李敏
  Phone          0417-2345678
  To ask about it, give the number 1120-0007.
  Supervision    0417-2340000
------------------------------------------------

Customer's signature ________________________

Printed 2025-11-20 10:42
""",
    ("a5", "zh"): """\
                               万泉供电所
                                受理回执
========================================================================
编号      0417A-C-251120-0007-WN
业务      低压居民新装
容量      8 kW
相别      单相
邻户户号  04*****018
受理      2025年11月20日（周四） 10:42
客户      欧阳**
电话      138****0002
户号      04*****026
地址      和平路**
已收材料  居民身份证 110***********1249、租赁协议

我们承诺
  送电  2025年11月27日（周四）前

请您补交
  用电地址物权证件
    2025年11月25日（周二）前，交现场勘查人员

找谁办
  首问责任人  李敏
  电话        0417-2345678
  查询进度请报编号 1120-0007。
  监督电话    0417-2340000
------------------------------------------------------------------------

客户签字 ________________________

打印 2025-11-20 10:42
""",
    ("a5", "en"): """\
                               万泉供电所
                                Receipt
========================================================================
Number       0417A-C-251120-0007-WN
Request      New low-voltage residential connection
Capacity     8 kW
Phases       Single
Neighbour    04*****018
Accepted on  Thu 20 Nov 2025 10:42
Customer     欧阳**
Phone        138****0002
Account      04*****026
Address      和平路**
Papers received
  Resident ID 110***********1249, Lease

We promise
  Power on  by Thu 27 Nov 2025

Please bring later
  Property paper
    by Tue 25 Nov 2025, to the surveyor on site

Who answers for it
  First contact  李敏
  Phone          0417-2345678
  To ask about it, give the number 1120-0007.
  Supervision    0417-2340000
------------------------------------------------------------------------

Customer's signature ________________________

Printed 2025-11-20 10:42
""",
}
"""By paper and language."""
