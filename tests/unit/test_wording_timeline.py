"""What happened to a matter, told in sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Kind
from counter_tui.domain.facts import door, pack
from counter_tui.domain.facts import first_contact as care
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts import visit as ratings
from counter_tui.domain.facts.base import Erased, Fact, Recorded, Subject
from counter_tui.domain.facts.registry import FACT_TYPES
from counter_tui.i18n import Language, set_language
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.wording.timeline.lines import TELLERS, lines, tell
from counter_tui.services.wording.timeline.telling import Telling
from support.clocks import NOON, SHANGHAI
from support.every import every

NAMES = {"102": "李敏", "103": "刘伟", "101": "王强"}
ACCEPTED = facts.MatterAccepted(
    number="0417A-C-251120-0007-WN",
    kind="BZ101",
    catalogue="1",
    visit="00",
    customer=facts.Customer(customer_class="resident", name="王建国", phone="13812340001"),
    first_contact="102",
    handler="102",
    deferred=(
        facts.PaperDeferred(
            paper="property",
            name_zh="用电地址物权证件",
            name_en="Property paper",
            collector="surveyor",
            before="survey",
            due_day=date(2025, 11, 25),
        ),
    ),
)
LATER = facts.PromiseMoved(
    code="p", due_at=datetime(2025, 12, 2, 15, 59, 59, tzinfo=UTC), due_day=date(2025, 12, 2)
)
TOLD: list[tuple[Fact, str]] = [
    (ACCEPTED, "受理低压居民新装，编号 1120-0007；首问责任人 李敏；容缺 1 份"),
    (facts.StageReached(stage="survey", name_zh="现场勘查", name_en="Site survey", note="已拍照"),
     "环节完成：现场勘查；已拍照"),
    (
        facts.HandedOver(to="103", reason="not_my_duty", told="下午回话", next_call_at=NOON + timedelta(hours=5)),
        "移交给 刘伟（非本岗职责）；已告知客户：下午回话；下次回话 今天 15:42 前",
    ),
    (
        facts.HandedOver(person="孙涛", phone="13900000009", unit="运维班", reason="needs_site"),
        "移交给 运维班 孙涛 13900000009（需要现场处理）",
    ),
    (facts.HandOverAccepted(), "接收移交"),
    (facts.HandOverBounced(reason="不在辖区"), "退回移交：不在辖区"),
    (facts.HandOverTakenBack(), "收回移交"),
    (facts.HandlingDecided(to="103", reason="片区在城东"), "决定由 刘伟 办理：片区在城东"),
    (pack.TakenAtRelay(giver="103", pack="00", work=True), "交接班接手办理（刘伟 交）"),
    (pack.TakenAtRelay(giver="103", pack="00", tasks=("01",)), "交接班接手协办任务（刘伟 交）"),
    (paper_facts.PaperCollected(paper="property"), "收到“用电地址物权证件”"),
    (paper_facts.PaperWaived(paper="property", reason="已存档"), "免交“用电地址物权证件”：已存档"),
    (paper_facts.WaiverAsked(paper="property", why="已抵押"), "请值长决定免交“用电地址物权证件”：已抵押"),
    (facts.ClockPaused(reason="customer_requested", note="外出"), "时限暂停：客户要求暂缓；外出"),
    (facts.ClockResumed(), "时限恢复计时"),
    (facts.ClockResumed(moved=(LATER,)), "时限恢复计时，现到期 12-02 周二"),
    (
        facts.ClockResumed(moved=(replace(LATER, provisional=True),)),
        "时限恢复计时，现到期 12-02 周二（暂定）",
    ),
    (
        facts.AttentionSettled(fact="00" * 16, words="以撤回为准"),
        "对未生效记录的决定：以撤回为准",
    ),
    (facts.NoteAdded(text="[b]客户[/b] 急用"), "备注：[b]客户[/b] 急用"),
    (facts.MatterCorrected(field="phone", was="13812340001", now="13812340002", reason="听错"),
     "更正电话：138****0001 → 138****0002；听错"),
    (facts.MatterCorrected(field="field:capacity", was="", now="12"), "更正容量：（空） → 12 kW"),
    (facts.MatterCorrected(field="field:gone", was="", now="秘密"), "更正gone：（空） → **"),
    (facts.MatterCorrected(field="id_kind", was="passport", now="resident_id"), "更正证件类型：护照 → 居民身份证"),
    (facts.MatterAnswered(answer="电量无误"), "答复：电量无误"),
    (facts.MatterAnswered(answer="小区未交房", early="not_possible"), "提前答复（办不成）：小区未交房"),
    (facts.MatterAnswered(answer="见另一件", early="duplicate"), "提前答复（重复受理）：见另一件"),
    (facts.CustomerInformed(how="phone"), "客户已知道结果（电话）"),
    (facts.CustomerInformed(how="in_person", stand_in_for="102"), "客户已知道结果（当面）；代 李敏 告知"),
    (facts.CustomerNotReached(how="phone"), "未联系上客户（电话）"),
    (
        facts.CustomerNotReached(how="phone", next_call_at=NOON + timedelta(hours=5)),
        "未联系上客户（电话）；下次回话 今天 15:42 前",
    ),
    (facts.HandedOver(to="103", reason="not_my_duty", way="walked"), "移交给 刘伟（非本岗职责）；陪客户过去"),
    (care.ScopeSet(scope="station"), "归属：本站同事办理"),
    (
        care.ScopeSet(
            scope="company", unit="METERING", name_zh="计量中心", name_en="Metering centre", phone="66218801",
            person="周工", told="约需三天", next_call_at=NOON + timedelta(hours=5),
        ),
        "由其他单位办理，已告知客户：计量中心  66218801  周工；约需三天；下次回话 今天 15:42 前",
    ),
    (care.FirstContactStepDone(step="brought", words="away"), "首问已办：带到承办人处：人不在，先代收下"),
    (care.FirstContactStepDone(step="phoned_ahead", words="周工"), "首问已办：先电话联系：周工"),
    (care.CustomerCalled(said="表已送检"), "已给客户回话：表已送检"),
    (care.CallPromised(at=NOON + timedelta(hours=5)), "答应客户 今天 15:42 前回话"),
    (paper_facts.RegisterPrinted(format="80"), "打印首问登记页，待客户签字"),
    (paper_facts.RegisterSigned(), "客户已在首问登记簿签字"),
    (facts.MatterClosed(), "已办结"),
    (facts.MatterWithdrawn(wish="不装了"), "客户撤回：不装了"),
    (
        door.MatterNotAccepted(
            number="0417A-C-251120-0001-WN", kind="BZ101", catalogue="2026.1", visit="0f" * 16,
            customer=facts.Customer(customer_class="resident", name="何静"), first_contact="102",
            ground="danger", words="线路烧毁", told_zh="可拨打12398", told_en="call 12398", decided_by="101",
        ),
        "未受理，由 王强 决定：存在危及人身或电网安全的隐患，已书面告知；线路烧毁；已告知客户：可拨打12398",
    ),
    (door.ResourceAwaited(resource="meter"), "等待：电能表（计量班）；承诺照走"),
    (door.ResourceArrived(resource="box"), "不再等待：表箱"),
    (facts.ActUndone(undone="00"), "撤销上一步"),
    (paper_facts.ReceiptPrinted(format="80"), "打印回执"),
    (paper_facts.ReceiptPrinted(copy_no=2, format="80"), "打印回执（副本 2）"),
    (paper_facts.CommitmentPrinted(text_version="1", papers=("property",), format="80"),
     "打印承诺书：用电地址物权证件"),
    (paper_facts.CommitmentPrinted(text_version="1", papers=("property",), copy_no=1, format="80"),
     "重新打印承诺书：用电地址物权证件"),
    (facts.DetailsShown(reason="call", fields=("phone",)), "查看完整信息：联系客户"),
    (facts.DetailsShown(reason="own", words="核对身份"), "查看完整信息：核对身份"),
    (facts.DetailsShown(reason="打印合同"), "查看完整信息：打印合同"),
    (ratings.RatingGiven(level=1, reason="115"), "对本次服务作了评价"),
    (ratings.RatingDeclined(), "不评价本次服务"),
    (ratings.RatingTimedOut(), "在规定时间内没有评价"),
    (ratings.PadFailed(pad="screen"), "评价设备在客户按键前停了"),
    (Erased(original="NoteAdded"), "此条已按个人信息保护要求清除"),
]  # fmt: skip


@cache
def kind() -> Kind:
    """The kind of the matter that is told of."""
    return next(kind for kind in load_catalogue().kinds if kind.code == "BZ101")


def telling(*, full: bool = False) -> Telling:
    """The reader at noon of the day."""
    return Telling(kind(), lambda number: NAMES.get(number, number), NOON, SHANGHAI, full)


def entry(fact: Fact, number: int = 1, actor: str = "102") -> Recorded:
    """A fact as the ledger would hold it."""
    return Recorded(
        fact=fact,
        fact_id=bytes([number]) * 16,
        subject=Subject("matter", b"m" * 16),
        epoch=b"e",
        seq=number,
        hlc=f"{number:015d}.00000.d",
        at=NOON + timedelta(minutes=number),
        actor=actor,
        seen=b"",
        hash=bytes([number]) * 32,
    )


def told(*happened: Fact) -> list[tuple[str, bool, bool]]:
    """The lines of a history: what, undone, doubtful."""
    history = [entry(fact, number) for number, fact in enumerate(happened, 1)]
    found = lines(history, kind=kind(), name_of=NAMES.__getitem__, now=NOON, zone=SHANGHAI)
    return [(line.what, line.undone, line.doubtful) for line in found]


@every("fact, said", TOLD)
def test_each_fact_is_one_sentence(fact: Fact, said: str) -> None:
    assert tell(entry(fact), telling()) == said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_kind_of_fact_of_a_matter_is_left_without_a_sentence(language: Language) -> None:
    set_language(language)
    rooms = tuple(f"{room.__name__}." for room in (facts, paper_facts, ratings, door, care, pack))
    every = {name for name, fact in FACT_TYPES.items() if f"{fact.__module__}.".startswith(rooms)}
    every -= {"TokenArmed", "TokenShown", "ReasonGiven", "PressRefused", "RequestEnded", "RefusalHeld"}
    every -= {"PackOffered", "PackTaken", "PackWithdrawn", "EnquiryTaken", "RecoveryTaken"}
    assert every | {"Erased"} == set(TELLERS) == {fact.type for fact, _said in TOLD}
    for fact, said in TOLD:
        now_said = tell(entry(fact), telling())
        assert now_said
        assert (now_said == said) == (language == "zh")
        assert "{" not in now_said


def test_corrected_personal_data_is_masked_until_the_full_details_are_asked_for() -> None:
    corrections = [
        ("name", "王建国", "王建民"),
        ("id_number", "110101199003074477", "110101199003074478"),
        ("phone2", "13812340001", "13812340002"),
        ("address", "和平路12号2单元", "和平路12号3单元"),
    ]
    for field, was, now in corrections:
        fact = facts.MatterCorrected(field=field, was=was, now=now)
        masked, full = tell(entry(fact), telling()), tell(entry(fact), telling(full=True))
        assert was not in masked
        assert now not in masked
        assert was in full
        assert now in full


def test_the_history_is_told_newest_first_with_who_and_when() -> None:
    history = [entry(ACCEPTED, 1), entry(facts.NoteAdded(text="急"), 2, actor="103")]
    newest, oldest = lines(history, kind=kind(), name_of=NAMES.__getitem__, now=NOON, zone=SHANGHAI)
    assert (newest.what, newest.who, newest.at) == ("备注：急", "刘伟", NOON + timedelta(minutes=2))
    assert oldest.what.startswith("受理")
    assert newest.fact_id == (bytes([2]) * 16).hex()


def test_what_was_undone_is_marked_and_the_undoing_names_it() -> None:
    undo = facts.ActUndone(undone=(bytes([2]) * 16).hex())
    assert told(ACCEPTED, facts.NoteAdded(text="错了"), undo) == [
        ("撤销：备注", False, False),
        ("备注：错了", True, False),
        ("受理低压居民新装，编号 1120-0007；首问责任人 李敏；容缺 1 份", False, False),
    ]


def test_a_fact_that_did_not_fit_is_marked_as_doubtful() -> None:
    assert told(ACCEPTED, facts.HandOverAccepted())[0] == ("接收移交", False, True)
