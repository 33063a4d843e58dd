"""Who may do what, in full: what every service method, every shell command and every key needs.

``roles.ALLOWED`` says which role may do which action; here stands which action each way into the station needs. Tests
walk through all methods, commands and keys there are, and fail for one that is missing here or behaves differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from counter_tui.domain.staff.roles import Action, Role, may

Need = Action | Literal["nobody", "anybody"]
"""An action; or ``nobody`` where nobody need be signed in, ``anybody`` where everybody who is may."""


def _same(need: Need, area: str, names: str) -> dict[str, Need]:
    return {f"{area}.{name}": need for name in names.split()}


METHODS: Mapping[str, Need] = MappingProxyType(
    {
        **_same(
            "nobody", "station", "catalogue data_version demo look now profile require_store scale view zone"
        ),
        "station.confirm_date": "confirm_date",
        "station.switch_peak": "set_peak",
        **_same("nobody", "staff", "find identify list sign_in"),
        **_same("manage_staff", "staff", "add leave reset_pin"),
        "staff.change_pin": "anybody",
        **_same("manage_staff", "absences", "away leave"),
        "absences.back": "anybody",
        **_same("accept", "drafts", "discard list load new save"),
        **_same("write", "drafts", "drop_words keep_words"),
        **_same("nobody", "acceptance", "kinds scan"),
        **_same("accept", "acceptance", "assess submit"),
        "context.strip": "accept",
        **_same("accept", "contacts", "view refresh put_off"),
        "contacts.coverage": "see_matters",
        **_same("import_customers", "outages", "import_data import_file"),
        **_same("nobody", "door", "door"),
        **_same("accept", "door", "accept_waiting end not_accept"),
        **_same("accept", "enquiries", "answer answer_later draft leave_open new topics"),
        "enquiries.day": "see_matters",
        **_same("write", "calls", "conflict new note notes report seen"),
        "calls.answer": "lead_matter",
        "calls.view": "see_matters",
        "calls.lead_now": "nobody",
        "home.view": "see_matters",
        **_same("lead_matter", "actions", "give move new send_back set verify"),
        "actions.report": "write",
        **_same("see_matters", "actions", "carried verified"),
        **_same("write", "action_words", "begun drop keep"),
        "actions.due_in": "nobody",
        **_same("write", "packs", "keep new offer print take withdraw"),
        **_same("see_matters", "packs", "day desk"),
        "checks.done": "write",
        **_same("lead_matter", "checks", "add drop restore"),
        **_same("see_matters", "checks", "lists trend"),
        "shift.identify_both": "nobody",
        "shift.take": "write",
        "shift.open_hall": "lead_matter",
        **_same("manage_staff", "shift", "give_skill set_roster withdraw_skill"),
        **_same("see_matters", "shift", "copied coverage rosters view"),
        **_same("lead_matter", "meeting", "begin done skip"),
        "meeting.sign": "write",
        **_same("see_matters", "meeting", "held view"),
        **_same(
            "lead_matter",
            "meeting_steps",
            "appearance attendance drill hall pass_on point posts problem",
        ),
        "meeting_steps.new_item": "write",
        "meeting_steps.due_in": "nobody",
        "breaches.ledger": "see_matters",
        **_same("oversee", "sheets", "lines pdf print save sheet text waiting xlsx"),
        **_same("lead_matter", "sheets", "acknowledge send"),
        "brief.of": "oversee",
        "labels.kinds": "nobody",
        "labels.list": "see_labels",
        **_same("give_labels", "labels", "give review withdraw"),
        **_same("see_matters", "matters", "view reveal"),
        **_same(
            "work",
            "matters",
            "answer arrived bounce close collect correct hand_over inform pause reach_stage resume take "
            "take_back withdraw",
        ),
        "matters.ask_waiver": "work",
        **_same("work", "first_contact", "called do_step promise_call set_scope"),
        **_same("work", "tasks", "cancel done give give_back take"),
        "matters.waive": "lead_matter",
        "matters.decide_handling": "lead_matter",
        **_same("write", "matters", "note undo"),
        **_same("lead_matter", "reassigning", "move workload"),
        "ratings.open_token": "accept",
        **_same("nobody", "ratings", "decline press time_out"),
        **_same("nobody", "units", "directory find list"),
        **_same("change_settings", "units", "enter drop"),
        **_same("find", "find", "customers find"),
        "find.customer": "accept",
        **_same("accept", "receipts", "preview print"),
        **_same("accept", "letters", "preview print"),
        **_same("accept", "charge_slips", "preview print"),
        **_same("accept", "register", "preview print sign"),
        "register.day": "see_matters",
        **_same("work", "charges", "explain_boundary settle_invoice take void"),
        "charges.day": "see_charges",
        "charges.own_day": "see_matters",
        **_same("see_matters", "prices", "books in_force quote"),
        **_same("set_prices", "prices", "take_data take_file"),
        **_same("nobody", "proofs", "check check_text"),
        **_same("share_key", "station_keys", "renew share take"),
        **_same("export", "exports", "export matters"),
        **_same("import_customers", "customers", "import_data import_file renew_index"),
        **_same("import_matters", "paper_days", "import_data import_file"),
        "reveals.customer": "find",
        **_same("write", "reveals", "begun drop_words keep_words"),
        **_same("nobody", "backups", "make_due stop trouble"),
        **_same("anybody", "notices", "read unread"),
        **_same("publish", "notices", "import_file publish reports withdraw"),
        **_same("nobody", "cards", "card cards cards_for"),
        **_same("accept", "cards", "print tell"),
        "manners.look": "nobody",
        "manners.take_rules": "publish",
        **_same("write", "manners", "let_go require_polite"),
        **_same(
            "publish", "cards", "all_cards import_file issue put_right to_put_right withdraw wrongly_told"
        ),
    }
)
"""What each method of each service needs. The presses of ``ratings`` are the customer's own: no role reaches them."""

SHELL: Mapping[str, Need] = MappingProxyType(
    {
        "demo": "nobody",
        "init": "nobody",
        "staff list": "nobody",
        **{f"staff {name}": "manage_staff" for name in ("add", "absent", "leave", "reset-pin")},
        "staff back": "anybody",
        "staff reassign": "lead_matter",
        "units list": "nobody",
        **{f"units {name}": "change_settings" for name in ("set", "drop")},
        "doctor": "nobody",
        "support": "nobody",
        "print test": "nobody",
        "backup": "nobody",
        "recover": "nobody",
        "restore": "restore_store",
        **{f"station {name}": "share_key" for name in ("renew-key", "share-key", "take-key")},
        **{f"passphrase {name}": "set_passphrase" for name in ("set", "change", "remove")},
        "import customers": "import_customers",
        "import notices": "publish",
        "import cards": "publish",
        "import wording": "publish",
        "notices": "publish",
        "import matters": "import_matters",
        "import prices": "set_prices",
        "prices": "see_matters",
        "charges": "see_matters",
        "import outages": "import_customers",
        "stats contacts": "see_matters",
        "reindex": "import_customers",
        **{f"export {what}": "export" for what in ("customers", "matters", "facts", "ratings")},
        "find customers": "find",
        "enquiries": "see_matters",
        "breaches": "see_matters",
        "brief": "oversee",
        "sheets": "oversee",
        "actions": "see_matters",
        "checks": "see_matters",
        "packs": "see_matters",
        "register": "see_matters",
        "labels": "see_labels",
        "check identity": "nobody",
        "check keys": "nobody",
        "check promise": "nobody",
        "check reason": "nobody",
        "check receipt": "nobody",
        "check wording": "nobody",
    }
)
"""What each command of the shell needs."""

SCREENS: Mapping[str, Need] = MappingProxyType(
    {
        "actions": "see_matters",
        "charges": "see_matters",
        "register": "see_matters",
        "sheets": "oversee",
        "staff": "manage_staff",
        "units": "see_matters",
        "proof": "see_matters",
        "settings": "change_settings",
        "voice": "publish",
        "acceptance": "accept",
        "rating": "accept",
        "enquiries": "see_matters",
        "find": "find",
        "home": "see_matters",
        "breaches": "see_matters",
        "labels": "see_labels",
        "matter": "see_matters",
        "first_start": "nobody",
        "passphrase": "nobody",
        "sign_in": "nobody",
    }
)
"""What a person must be allowed to do for a screen to open."""

KEYS: Mapping[str, Need] = MappingProxyType(
    {
        **_same("nobody", "shell", "help back palette lock language theme quit"),
        "shell.cards": "accept",
        "shell.settings": "change_settings",
        **_same("write", "shell", "report conflict"),
        **_same(
            "accept",
            "acceptance",
            "submit why open_matters on_file paper agent door below above print copy letter next rate look contact",
        ),
        "acceptance.register": "accept",
        "acceptance.signed": "work",
        **_same("accept", "door", "send"),
        **_same("find", "find", "open type reveal"),
        "find.accept": "accept",
        **_same("nobody", "first_start", "choose language"),
        "home.open": "see_matters",
        "home.find": "find",
        **_same("accept", "home", "accept rating discard"),
        **_same("accept", "home", " ".join(f"kind_{digit}" for digit in range(1, 10))),
        "home.take": "work",
        "home.enquiry": "accept",
        "home.enquiries": "see_matters",
        "home.actions": "see_matters",
        **_same("lead_matter", "actions", "name again verify send_back move give"),
        "actions.report": "write",
        "actions.record": "see_matters",
        "home.charges": "see_matters",
        "home.register": "see_matters",
        "home.sheets": "oversee",
        **_same("oversee", "sheets", "open print save"),
        **_same("lead_matter", "sheets", "send acknowledge"),
        **_same("see_matters", "register", "open before after"),
        **_same("see_matters", "charges", "open before after"),
        **_same("accept", "enquiries", "answered request settle"),
        **_same("see_matters", "enquiries", "after before"),
        "home.date": "confirm_date",
        "home.peak": "set_peak",
        "home.staff": "manage_staff",
        "home.voice": "publish",
        "home.breaches": "see_matters",
        "home.labels": "see_labels",
        "labels.record": "see_labels",
        **_same("give_labels", "labels", "give review withdraw save"),
        **_same("see_matters", "breaches", "open earlier later span standing"),
        "home.units": "see_matters",
        "home.proof": "see_matters",
        **_same("see_matters", "proof", "check clear"),
        **_same(
            "work",
            "matter",
            "take bounce take_back next_stage hand_over answer inform close collect correct pause withdraw arrived",
        ),
        "matter.waive": "lead_matter",
        "matter.ask_lead": "work",
        "matter.first_contact": "work",
        "matter.tasks": "work",
        "matter.decide": "lead_matter",
        "staff.reassign": "lead_matter",
        **_same("accept", "matter", "rate print letter register"),
        "matter.money": "work",
        **_same("write", "matter", "undo note"),
        **_same("see_matters", "matter", "reveal why send"),
        "rating.give_back": "nobody",
        "settings.save": "change_settings",
        **_same("anybody", "notices", "read whole"),
        **_same("publish", "voice", "cards new notices right save settle take_back"),
        **_same("accept", "cards", "told print"),
        "settings.print_test": "change_settings",
        **_same("nobody", "sign_in", "enter language"),
        **_same("nobody", "passphrase", "open language quit"),
        **_same("change_settings", "units", "add edit drop save"),
        **_same("manage_staff", "staff", "add reset_pin absent leave save"),
        "home.present": "anybody",
    }
)
"""What each command of the keys and the palette needs, by its id."""


def role_may(role: Role, need: Need) -> bool:
    """Whether somebody of this role has what is needed."""
    return need == "nobody" or need == "anybody" or may(role, need)
