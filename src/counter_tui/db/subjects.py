"""What facts are about: the kinds of subject, and the rows that are computed for one."""

from __future__ import annotations

from typing import Any

MATTER = "matter"
VISIT = "visit"
STATION = "station"
VOICE = ("notice", "card", "telling")
"""The kinds of subject whose rows ``rows.voice`` computes."""
CHECKS = ("check_day", "check_item")
"""The kinds of subject whose rows ``rows.checks`` computes."""
MEETING = "meeting"
"""The kind of subject whose rows ``rows.meetings`` computes."""
PACKS = ("pack",)
"""The kinds of subject whose rows ``rows.packs`` computes."""
CLOSE = ("close_day",)
"""The kind of subject whose rows ``rows.closes`` computes."""
RECOVERY = "recovery"
"""What follows the bad rating of a visit, by its id; the kind of subject whose rows ``rows.recoveries`` computes."""
PRAISE = "praise"
"""One praise; it has no rows, its facts are few and are read as they stand."""
SURVEY = "survey"
"""The station's surveys of a third party; without rows, as praise."""
COMMENTS = "comments"
"""A batch of anonymous comments; without rows, as praise."""
ENQUIRY = "enquiry"
CALL = "call"
OUTAGE_LIST = "outage_list"
CONTACT = "contact"
ACTION_ITEM = "action_item"
SHIFT_DAY = "shift_day"
"""A day of the roster; it has no rows, its facts are few and are read as they stand."""

Rows = dict[type[Any], list[dict[str, Any]]]
"""The rows of one subject, by table."""
