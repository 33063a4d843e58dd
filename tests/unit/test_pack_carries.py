"""Of every kind of fact somebody decided whether a hand-over pack carries what it puts into a person's hands."""

from __future__ import annotations

from collections import Counter

from counter_tui.domain.facts.pack import LineKind
from counter_tui.domain.facts.registry import FACT_TYPES
from counter_tui.domain.pack.state import ORDER

LINES: dict[str, tuple[LineKind, ...]] = {
    "MatterAccepted": ("matter", "paper"),
    "HandedOver": ("offer",),
    "HandlingDecided": ("matter",),
    "HandOverBounced": ("decide",),
    "WaiverAsked": ("decide",),
    "TaskGiven": ("task",),
    "ActionItemSet": ("action",),
    "ActionItemGiven": ("action",),
    "ActionItemSentBack": ("action",),
    "ActionItemCameBack": ("action",),
    "EnquiryLeftOpen": ("enquiry",),
    "RecoveryPlanned": ("recovery",),
    "ReportSent": ("call",),
    "ConflictCalled": ("call",),
    "NoticePublished": ("notice",),
    "LabelGiven": ("advice",),
}
"""What puts something into a person's hands, or before who leads, and the line by which a pack has it."""
WITH_IT = frozenset(
    (
        *(
            "StageReached",
            "HandOverAccepted",
            "HandOverTakenBack",
            "ClockPaused",
            "ClockResumed",
            "NoteAdded",
        ),
        *("MatterCorrected", "MatterAnswered", "CustomerInformed", "CustomerNotReached", "MatterClosed"),
        *("MatterWithdrawn", "ActUndone", "DetailsShown", "PaperCollected", "PaperWaived", "ReceiptPrinted"),
        *("CommitmentPrinted", "RegisterPrinted", "RegisterSigned", "BoundaryExplained", "ChargeTaken"),
        *("ChargeVoided", "InvoiceSettled", "ChargeSlipPrinted", "ResourceAwaited", "ResourceArrived"),
        *("ScopeSet", "FirstContactStepDone", "CustomerCalled", "CallPromised", "TaskTaken", "TaskDone"),
        *("TaskReturned", "TaskCancelled", "ActionItemReported", "ActionItemVerified", "ActionItemMoved"),
        *("EnquiryAnswered", "EnquiryCarriedOn", "RecoveryCalled", "RecoveryCorrected", "ClerkStated"),
        *("RatingAppealed", "AppealDecided", "RecoveryClosed", "CallNoted", "CallAnswered", "AnswerSeen"),
        *("NoticeRead", "NoticeHeard", "NoticeWithdrawn", "LabelReviewed", "LabelWithdrawn"),
        *("TakenAtRelay", "EnquiryTaken", "RecoveryTaken", "Erased"),
    )
)
"""What is told of a thing a line names: it is read by whoever has the thing, so it goes with it."""
NOBODYS = frozenset(
    (
        # A rating is the customer's, and what is found about a month of them is the station's.
        *("TokenArmed", "TokenShown", "RatingGiven", "ReasonGiven", "RatingDeclined", "RatingTimedOut"),
        *("PadFailed", "PressRefused", "FlagChecked", "SampleCalled", "AwardGiven", "AwardWithdrawn"),
        *("PraiseNoted", "PraiseProven", "PraiseConfirmed", "PraiseTakenOut", "CommentsTaken"),
        *("CommentSettled", "SurveyTaken"),
        # Over when it was told.
        *(
            "RequestEnded",
            "RefusalHeld",
            "MatterNotAccepted",
            "ContactRefreshed",
            "ContactPutOff",
            "CardTold",
        ),
        *("ToldPutRight", "WordingHeld", "CheckDone", "SheetSent", "SheetAcknowledged", "CashCounted"),
        *("GapExplained", "DayClosed"),
        *("MeetingBegun", "AttendanceTaken", "LooksChecked", "StepDone", "StepSkipped", "ProblemNamed"),
        *("NoticesPassedOn", "PointAdded", "PostsGiven", "DrillAnswered", "MeetingSigned", "MeetingEnded"),
        *("PackOffered", "PackTaken", "PackWithdrawn"),
        # The lead goes with a pack as a whole; the rest is the station's.
        *(
            "ShiftTaken",
            "RosterSet",
            "HallOpened",
            "SkillGiven",
            "SkillWithdrawn",
            "StandInNamed",
            "CameBack",
        ),
        *("PriceBookTaken", "CardIssued", "CardWithdrawn", "WordingRulesTaken", "UnitEntered", "UnitDropped"),
        *("CheckItemAdded", "CheckItemDropped", "CheckItemRestored", "OutagesImported"),
        *("StationOpened", "StaffAdded", "StaffPhoneChanged", "PinReset", "StaffLeft", "SignedIn"),
        "SignInRefused",
        *("SettingChanged", "CustomersImported", "DataExported", "CustomerShown", "PeakBegun", "PeakEnded"),
        *(
            "DateConfirmed",
            "StationCardSet",
            "LedgerContinued",
            "OrderObeyed",
            "AttentionSettled",
            "StationRestored",
            "PinRecovered",
            "PassphraseSet",
        ),
        *("PassphraseChanged", "PassphraseRemoved", "SearchIndexRenewed", "StationKeyShared"),
        *("StationKeyTaken", "ReleaseTaken", "StationKeyRenewed", "TabletPaired", "TabletLetGo"),
    )
)
"""What puts nothing into anybody's hands."""


def test_of_every_kind_of_fact_it_is_decided_once_whether_a_pack_carries_what_it_tells() -> None:
    decided = Counter([*LINES, *WITH_IT, *NOBODYS])
    assert {name for name in FACT_TYPES if decided[name] != 1} == set()
    assert decided.keys() == FACT_TYPES.keys()


def test_every_line_of_a_pack_comes_from_facts() -> None:
    assert {kind for kinds in LINES.values() for kind in kinds} == set(ORDER)
