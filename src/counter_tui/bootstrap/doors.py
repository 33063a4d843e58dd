"""Which screens there are, and who may open them; each is loaded when somebody first does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.screens import SCREENS

if TYPE_CHECKING:
    from counter_tui.screens.base import Factory
    from counter_tui.screens.desk import Desk

_SCREENS = {
    "acceptance": "counter_tui.screens.acceptance.screen:AcceptanceScreen",
    "my_ratings": "counter_tui.screens.my_ratings.screen:MyRatingsScreen",
    "day_ratings": "counter_tui.screens.my_ratings.screen:DayRatingsScreen",
    "packs": "counter_tui.screens.packs.screen:PacksScreen",
    "actions": "counter_tui.screens.actions.screen:ActionsScreen",
    "check": "counter_tui.screens.checks.one:CheckScreen",
    "checks": "counter_tui.screens.checks.screen:ChecksScreen",
    "minutes": "counter_tui.screens.minutes.screen:MinutesScreen",
    "charges": "counter_tui.screens.charges.screen:ChargesScreen",
    "comments": "counter_tui.screens.comments.screen:CommentsScreen",
    "close": "counter_tui.screens.close.screen:CloseScreen",
    "closed": "counter_tui.screens.closed:ClosedScreen",
    "enquiries": "counter_tui.screens.enquiry.day:EnquiriesScreen",
    "bundles": "counter_tui.screens.bundles.screen:BundlesScreen",
    "brief": "counter_tui.screens.brief.screen:BriefScreen",
    "breaches": "counter_tui.screens.breaches.screen:BreachesScreen",
    "find": "counter_tui.screens.find.screen:FindScreen",
    "first_start": "counter_tui.screens.first_start.screen:FirstStartScreen",
    "home": "counter_tui.screens.home.screen:HomeScreen",
    "labels": "counter_tui.screens.labels.screen:LabelsScreen",
    "matter": "counter_tui.screens.matter.screen:MatterScreen",
    "meeting": "counter_tui.screens.meeting.screen:MeetingScreen",
    "passphrase": "counter_tui.screens.passphrase:PassphraseScreen",
    "praise": "counter_tui.screens.praise.screen:PraiseScreen",
    "proof": "counter_tui.screens.proof.screen:ProofScreen",
    "rating": "counter_tui.screens.rating.screen:RatingScreen",
    "recovery": "counter_tui.screens.recovery.screen:RecoveryScreen",
    "rating_stats": "counter_tui.screens.rating_stats.screen:RatingStatsScreen",
    "attention": "counter_tui.screens.attention.screen:AttentionScreen",
    "gaming": "counter_tui.screens.gaming.screen:GamingScreen",
    "sheets": "counter_tui.screens.sheets.screen:SheetsScreen",
    "register": "counter_tui.screens.register.screen:RegisterScreen",
    "settings": "counter_tui.screens.settings:SettingsScreen",
    "shift": "counter_tui.screens.shift.screen:ShiftScreen",
    "sign_in": "counter_tui.screens.sign_in.screen:SignInScreen",
    "site_card": "counter_tui.screens.site_card.screen:SiteCardScreen",
    "staff": "counter_tui.screens.staff.screen:StaffScreen",
    "sync": "counter_tui.screens.sync.screen:SyncScreen",
    "units": "counter_tui.screens.units.screen:UnitsScreen",
    "voice": "counter_tui.screens.voice.screen:VoiceScreen",
}


class Doors(Mapping[str, "Factory"]):
    """The screens by name, each loaded when it is first opened.

    A name is *in* here only for somebody who is signed in, not locked out, and allowed in.
    """

    def __init__(self, desk: Desk, given: Mapping[str, Factory]) -> None:
        self.desk, self.given = desk, given

    def __contains__(self, name: object) -> bool:
        actor = self.desk.actor
        if name not in self.given and name not in _SCREENS:
            return False
        need = SCREENS.get(str(name), "anybody")
        return actor is not None and self.desk.manned and role_may(actor.role, need)

    def __getitem__(self, name: str) -> Factory:
        if name in self.given:
            return self.given[name]
        module, _colon, factory = _SCREENS[name].partition(":")
        made: Factory = getattr(import_module(module), factory)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(_SCREENS | dict(self.given))

    def __len__(self) -> int:
        return len(_SCREENS | dict(self.given))
