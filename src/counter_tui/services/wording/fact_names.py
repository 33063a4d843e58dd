"""What kind of fact it is, in words."""

from __future__ import annotations

from counter_tui.i18n import N_
from counter_tui.services.wording.codes import say_code

_FACTS = {
    "ScopeSet": N_("whose it is"),
    "FirstContactStepDone": N_("the first contact's step"),
    "CustomerCalled": N_("the call"),
    "CallPromised": N_("the promised call"),
    "MatterAccepted": N_("acceptance"),
    "ChargeTaken": N_("charge"),
    "ChargeVoided": N_("voiding of a charge"),
    "InvoiceSettled": N_("e-invoice"),
    "ChargeSlipPrinted": N_("charge slip"),
    "BoundaryExplained": N_("explanation of the boundary"),
    "StageReached": N_("stage"),
    "HandedOver": N_("hand-over"),
    "HandOverAccepted": N_("taking over"),
    "HandOverBounced": N_("sending back"),
    "HandOverTakenBack": N_("taking back"),
    "HandlingDecided": N_("decision who handles it"),
    "TaskGiven": N_("giving a task"),
    "TaskTaken": N_("taking a task"),
    "TaskDone": N_("the task's result"),
    "TaskReturned": N_("the task's coming back"),
    "TaskCancelled": N_("cancelling a task"),
    "RegisterPrinted": N_("register entry"),
    "RegisterSigned": N_("signature in the register"),
    "PaperCollected": N_("paper received"),
    "PaperWaived": N_("paper waived"),
    "WaiverAsked": N_("question to the lead"),
    "ClockPaused": N_("pause"),
    "ClockResumed": N_("end of the pause"),
    "NoteAdded": N_("note"),
    "MatterCorrected": N_("correction"),
    "MatterAnswered": N_("answer"),
    "CustomerInformed": N_("customer told"),
    "CustomerNotReached": N_("customer not reached"),
    "MatterClosed": N_("closing"),
    "MatterWithdrawn": N_("withdrawal"),
    "MatterNotAccepted": N_("not accepting"),
    "ResourceAwaited": N_("waiting"),
    "ResourceArrived": N_("arrival"),
    "ReportSent": N_("report upward"),
    "ConflictCalled": N_("lead called to the counter"),
    "CallNoted": N_("note to a call"),
    "CallAnswered": N_("call answered"),
    "AnswerSeen": N_("answer read"),
    "EnquiryAnswered": N_("enquiry answered"),
    "EnquiryLeftOpen": N_("enquiry not answered at once"),
    "EnquiryCarriedOn": N_("enquiry became a matter"),
    "RequestEnded": N_("end without acceptance"),
    "RefusalHeld": N_("reason held back"),
    "ReceiptPrinted": N_("receipt"),
    "CommitmentPrinted": N_("commitment letter"),
    "DetailsShown": N_("full details shown"),
    "ActUndone": N_("undoing"),
    "ActionItemSet": N_("action item"),
    "ActionItemReported": N_("report on an action item"),
    "ActionItemVerified": N_("look at an action item"),
    "ActionItemSentBack": N_("sending back an action item"),
    "ActionItemMoved": N_("moving an action item"),
    "ActionItemGiven": N_("giving an action item to another"),
    "ActionItemCameBack": N_("coming back of a problem"),
}


def say_fact(name: str) -> str:
    """What kind of fact it is, by its recorded name."""
    return say_code(_FACTS, name)
