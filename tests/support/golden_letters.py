"""The commitment letter as it is drawn on each paper in each language."""

from __future__ import annotations

from counter_tui.domain.receipt.slip import Paper
from counter_tui.i18n import Language

GOLDEN: dict[tuple[Paper, Language], str] = {
    ("58", "zh"): """\
           万泉供电所
           客户承诺书
================================
欧阳**于2025年11月20日（周四）向
万泉供电所申请办理“低压居民新
装”，受理编号
0417A-C-251120-0007-WN。
受理时出示的证件：居民身份证（尾
号 1249）。
由王**代为办理，并对所说的授权负
责。

以下材料尚未提供，承诺按期补交：
  用电地址物权证件
    2025年11月25日（周二）前，
    交现场勘查人员，在用电地址
    （现场勘查时）
  经办人身份证件和授权委托书
    2025年11月25日（周二）前，
    交首问责任人，在营业窗口

并承诺：
  1.  所填写的内容和出示的证件真
      实、有效，所说情况属实。
  2.  补交的材料与申请内容一致；
      不一致或者不真实的，由承诺
      人承担相应后果。
  3.  知道缺少材料不影响本次受
      理；到期仍未补交的，下一环
      节等材料到齐后再办。
--------------------------------

承诺人（代办人）签全名 _________

签署日期 _______________________

受理人 李敏 文本 2026-1 打印
2025-11-20 10:42
""",
    ("58", "en"): """\
           万泉供电所
       Commitment letter
             Copy 1
================================
On Thu 20 Nov 2025 欧阳** asked
万泉供电所 for “New low-voltage
residential connection”, number
0417A-C-251120-0007-WN.
Identity paper shown: Resident
ID, ending in 1249.

These papers are still missing
and will be given in time:
  Property paper
    by Tue 25 Nov 2025, to the
    surveyor on site

It is also promised that:
  1.  what was stated is true,
      and the paper shown is
      genuine and valid;
  2.  the papers to follow agree
      with the request; whoever
      signs bears the
      consequences if they do
      not, or are not true;
  3.  it is understood that the
      request stays accepted
      without these papers, and
      that the next stage waits
      for one that is missing on
      its day.
--------------------------------

Signed, full name ______________

Date ________________________

Taken down by 李敏. Text 2026-1.
Printed 2025-11-20 10:42
""",
    ("80", "zh"): """\
                   万泉供电所
                   客户承诺书
================================================
欧阳**于2025年11月20日（周四）向万泉供电所申请办
理“低压居民新装”，受理编号
0417A-C-251120-0007-WN。
受理时出示的证件：居民身份证（尾号 1249）。
由王**代为办理，并对所说的授权负责。

以下材料尚未提供，承诺按期补交：
  用电地址物权证件
    2025年11月25日（周二）前，交现场勘查人员，
    在用电地址（现场勘查时）
  经办人身份证件和授权委托书
    2025年11月25日（周二）前，交首问责任人，
    在营业窗口

并承诺：
  1.  所填写的内容和出示的证件真实、有效，所说情
      况属实。
  2.  补交的材料与申请内容一致；不一致或者不真实
      的，由承诺人承担相应后果。
  3.  知道缺少材料不影响本次受理；到期仍未补交
      的，下一环节等材料到齐后再办。
------------------------------------------------

承诺人（代办人）签全名 ________________________

签署日期 ________________________

受理人 李敏 文本 2026-1 打印 2025-11-20 10:42
""",
    ("80", "en"): """\
                   万泉供电所
               Commitment letter
                     Copy 1
================================================
On Thu 20 Nov 2025 欧阳** asked 万泉供电所 for
“New low-voltage residential connection”,
number 0417A-C-251120-0007-WN.
Identity paper shown: Resident ID, ending in
1249.

These papers are still missing and will be given
in time:
  Property paper
    by Tue 25 Nov 2025, to the surveyor on site

It is also promised that:
  1.  what was stated is true, and the paper
      shown is genuine and valid;
  2.  the papers to follow agree with the
      request; whoever signs bears the
      consequences if they do not, or are not
      true;
  3.  it is understood that the request stays
      accepted without these papers, and that
      the next stage waits for one that is
      missing on its day.
------------------------------------------------

Signed, full name ________________________

Date ________________________

Taken down by 李敏. Text 2026-1. Printed
2025-11-20 10:42
""",
    ("a5", "zh"): """\
                               万泉供电所
                               客户承诺书
========================================================================
欧阳**于2025年11月20日（周四）向万泉供电所申请办理“低压居民新装”，
受理编号 0417A-C-251120-0007-WN。
受理时出示的证件：居民身份证（尾号 1249）。
由王**代为办理，并对所说的授权负责。

以下材料尚未提供，承诺按期补交：
  用电地址物权证件
    2025年11月25日（周二）前，交现场勘查人员，在用电地址（现场勘查时）
  经办人身份证件和授权委托书
    2025年11月25日（周二）前，交首问责任人，在营业窗口

并承诺：
  1.  所填写的内容和出示的证件真实、有效，所说情况属实。
  2.  补交的材料与申请内容一致；不一致或者不真实的，由承诺人承担相应后
      果。
  3.  知道缺少材料不影响本次受理；到期仍未补交的，下一环节等材料到齐后再
      办。
------------------------------------------------------------------------

承诺人（代办人）签全名 ________________________

签署日期 ________________________

受理人 李敏 文本 2026-1 打印 2025-11-20 10:42
""",
    ("a5", "en"): """\
                               万泉供电所
                           Commitment letter
                                 Copy 1
========================================================================
On Thu 20 Nov 2025 欧阳** asked 万泉供电所 for “New low-voltage
residential connection”, number 0417A-C-251120-0007-WN.
Identity paper shown: Resident ID, ending in 1249.

These papers are still missing and will be given in time:
  Property paper
    by Tue 25 Nov 2025, to the surveyor on site

It is also promised that:
  1.  what was stated is true, and the paper shown is genuine and valid;
  2.  the papers to follow agree with the request; whoever signs bears
      the consequences if they do not, or are not true;
  3.  it is understood that the request stays accepted without these
      papers, and that the next stage waits for one that is missing on
      its day.
------------------------------------------------------------------------

Signed, full name ________________________

Date ________________________

Taken down by 李敏. Text 2026-1. Printed 2025-11-20 10:42
""",
}
"""By paper and language."""
