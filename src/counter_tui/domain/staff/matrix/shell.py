"""What each command of the shell needs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.staff.matrix import Need

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
        "verify": "nobody",
        "support": "nobody",
        "print test": "nobody",
        "pad": "nobody",
        "backup": "nobody",
        "recover": "nobody",
        "restore": "restore_store",
        "station card": "see_matters",
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
        "stats flags": "oversee",
        "stats ratings": "oversee",
        "reindex": "import_customers",
        **{f"export {what}": "export" for what in ("customers", "matters", "facts", "ratings")},
        "find customers": "find",
        "enquiries": "see_matters",
        "breaches": "see_matters",
        "brief": "oversee",
        "minutes": "see_matters",
        "sheets": "oversee",
        "actions": "see_matters",
        "meeting": "see_matters",
        "checks": "see_matters",
        "shift": "see_matters",
        "roster": "see_matters",
        "packs": "see_matters",
        "close": "see_matters",
        "recovery": "see_matters",
        "praise": "see_matters",
        "comments": "oversee",
        "survey import": "import_customers",
        "survey show": "oversee",
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
