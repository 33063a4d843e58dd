"""The ways from the first screen to the others: commands that do nothing but open a screen of its own."""

from __future__ import annotations

from counter_tui.commands.command import Command
from counter_tui.i18n import N_

STAFF = Command(
    "home.staff",
    (),
    "app.go('staff')",
    N_("Staff"),
    N_("Adds people, changes phones, gives new PINs, notes who left."),
    ("ry", "renyuan"),
)
UNITS = Command(
    "home.units",
    (),
    "app.go('units')",
    N_("Units"),
    N_("The company's units and outside bodies: what they answer for, phone, whom to ask for."),
    ("dw", "danwei", "bumen", "units"),
)
SITE_CARD = Command(
    "home.site_card",
    (),
    "app.go('site_card')",
    N_("Site card"),
    N_("Who answers for the station, who is the deputy, the phone, when it is inspected next."),
    ("zdk", "zhandianka", "fuzeren", "site"),
)
VOICE = Command(
    "home.voice",
    (),
    "app.go('voice')",
    N_("Notices and cards"),
    N_("Who has read which notice, who was told an old text, and the answer cards."),
    ("tzk", "tongzhi", "zskgl", "notices"),
)
LABELS = Command(
    "home.labels",
    (),
    "app.go('labels')",
    N_("Special customers"),
    N_(
        "Shows, gives and withdraws labels of special customers; they change how somebody is served, never whether."
    ),
    ("tskh", "teshu", "labels"),
)
CHECKS = Command(
    "home.checks",
    ("k",),
    "app.go('checks')",
    N_("Checks"),
    N_("What is looked at in the hall today: opening, walk-round, 5S, closing; how far it is, what failed."),
    ("jc", "jiancha"),
)
SHIFT = Command(
    "home.shift",
    ("s",),
    "app.go('shift')",
    N_("Shift"),
    N_("Who leads since when, the roster of the next days, the change of lead, opening the hall."),
    ("jjb", "jiaojieban", "paiban", "zhizhang", "shift"),
)
PACKS = Command(
    "home.packs",
    ("h",),
    "app.go('packs')",
    N_("Hand-over packs"),
    N_(
        "Everything in your hands, handed over to a colleague in one piece; and what waits for your signature."
    ),
    ("jjqd", "jiaojieqingdan", "jiaoban", "jieban", "packs"),
)
BRIEF = Command(
    "home.brief",
    ("j",),
    "app.go('brief')",
    N_("Morning brief"),
    N_("What the morning meeting is told: what to speak of first, yesterday, and what today asks for."),
    ("chg", "chenhuigao", "brief"),
)
MEETING = Command(
    "home.meeting",
    ("m",),
    "app.go('meeting')",
    N_("Morning meeting"),
    N_("Runs the meeting of today step by step: brief, problems, notices, posts, signatures."),
    ("ch", "chenhui", "meeting"),
)
MINUTES = Command(
    "home.minutes",
    (),
    "app.go('minutes')",
    N_("Meeting minutes"),
    N_("What was said and decided in the morning meetings: found by words, printed, proved."),
    ("hyjl", "jiyao", "huiyijiyao", "minutes"),
)
CLOSE = Command(
    "home.close",
    ("f12", "z"),
    "app.go('close')",
    N_("Day's close"),
    N_("What has to agree in the evening, what does not, and the sheet that closes the day."),
    ("rqz", "riqing", "rijie", "close"),
)
SYNC = Command(
    "home.sync",
    ("y",),
    "app.go('sync')",
    N_("Sync"),
    N_("What the company's centre has of this PC's records, what waits here, and calling it now."),
    ("tb", "tongbu", "zhongxin", "sync"),
)
SHEETS = Command(
    "home.sheets",
    (),
    "app.go('sheets')",
    N_("Daily and weekly sheets"),
    N_("What the station reports to the deputy and the head: made, printed, sent, acknowledged."),
    ("rb", "zb", "ribao", "zhoubao", "sheets"),
)
ENQUIRIES = Command(
    "home.enquiries",
    ("e",),
    "app.go('enquiries')",
    N_("Day's enquiries"),
    N_("Shows what was asked today by topic, and what stands open."),
    ("zxqd", "zixunqingdan"),
)
ACTIONS = Command(
    "home.actions",
    ("g",),
    "app.go('actions')",
    N_("Action items"),
    N_("What somebody is to put right: who, by when, and what waits to be looked at."),
    ("gjx", "gaijin", "actions"),
)
BREACHES = Command(
    "home.breaches",
    ("b",),
    "app.go('breaches')",
    N_("Breaches"),
    N_("Shows which promises were broken: when, by how much, and who had the ball."),
    ("cnts", "weinuo", "chaoshi", "breaches"),
)
REGISTER = Command(
    "home.register",
    (),
    "app.go('register')",
    N_("Register of first contacts"),
    N_("Who was received on a day, with what, by whom, and whether the customer signed."),
    ("djb", "dengji", "swdj", "register"),
)
CHARGES = Command(
    "home.charges",
    (),
    "app.go('charges')",
    N_("Charges of the day"),
    N_("What was charged and voided on a day, by payment and by clerk."),
    ("sf", "sk", "shoufei", "shoukuan", "charges"),
)
PROOF = Command(
    "home.proof",
    (),
    "app.go('proof')",
    N_("Check a receipt"),
    N_("Scan or type what stands on a receipt: did the station print it?"),
    ("hdhz", "hedui", "proof"),
)
RECOVERY = Command(
    "home.recovery",
    ("f8", "c"),
    "app.go('recovery')",
    N_("Bad ratings"),
    N_("The bad ratings that are not made good yet: plan, call back, correction, second rating."),
    ("cp", "bj", "chaping", "bujiu", "recovery"),
)
MY_RATINGS = Command(
    "home.my_ratings",
    (),
    "app.go('my_ratings')",
    N_("My ratings"),
    N_("Which of your customers rated on a day, and how, once that is shown."),
    ("wdpj", "wodepingjia", "ratings"),
)
DAY_RATINGS = Command(
    "home.day_ratings",
    (),
    "app.go('day_ratings')",
    N_("Ratings of a day"),
    N_("How everybody's customers rated on a day, and each clerk's sum."),
    ("drpj", "dangripingjia", "ratings"),
)
RATING_STATS = Command(
    "home.rating_stats",
    (),
    "app.go('rating_stats')",
    N_("Figures of ratings"),
    N_("What customers said of a month by clerk, kind, hour and PC; the best clerk of the month."),
    ("pjtj", "pingjiatongji", "haoping", "ratings"),
)
GAMING = Command(
    "home.gaming",
    (),
    "app.go('gaming')",
    N_("Checks of ratings"),
    N_("Ratings of a month that look made, each with its reason, and good ones drawn for a call-back."),
    ("cjzc", "choucha", "shuapingjc", "shuaping", "flags"),
)
PRAISE = Command(
    "home.praise",
    (),
    "app.go('praise')",
    N_("Praise register"),
    N_("Who was praised, for what, how it came and what proves it; what a lead has confirmed counts."),
    ("bydj", "biaoyang", "praise"),
)
COMMENTS = Command(
    "home.comments",
    (),
    "app.go('comments')",
    N_("Anonymous comments"),
    N_("What was in the box or on the sheets: typed in by the batch, read and dealt with by leads alone."),
    ("qzpy", "nmpy", "pingyi", "yijianxiang", "comments"),
)
BUNDLES = Command(
    "home.bundles",
    (),
    "app.go('bundles')",
    N_("Sync by stick"),
    N_(
        "Takes what this PC recorded to the centre on a stick, and its receipts back, where there is no line."
    ),
    ("upb", "upan", "upantongbu", "stick"),
)

ATTENTION = Command(
    "home.attention",
    (),
    "app.go('attention')",
    N_("Double records"),
    N_(
        "What two PCs recorded on one matter without knowing of each other, and what only a later program reads."
    ),
    ("cfjl", "chongfu", "duoji", "attention"),
)

WAYS = (
    *(STAFF, UNITS, SITE_CARD, VOICE, LABELS, BUNDLES),
    *(CHECKS, SHIFT, PACKS, BRIEF, MEETING, MINUTES, CLOSE, SYNC, SHEETS),
    *(ENQUIRIES, ACTIONS, BREACHES, REGISTER, CHARGES, PROOF),
    *(RECOVERY, MY_RATINGS, DAY_RATINGS, RATING_STATS, GAMING, PRAISE, COMMENTS),
    ATTENTION,
)
"""All of them: the station, the day of the hall, what was asked and given, what customers say."""
