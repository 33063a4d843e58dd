"""The screens: they ask services and show the answers; no rule is decided here."""
