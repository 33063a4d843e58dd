"""What a person can do, one declaration per command; keys, palette, help and docs/keys.md are made from these.

A module per area (``shell``, ``acceptance``, ...) declares its commands and an ``AREA`` that lists them.
A screen takes the ones it answers into its ``KEYS``.
"""

from counter_tui.commands.command import Area, Command, alike, binding, key_name, key_names, row_keys

__all__ = ["Area", "Command", "alike", "binding", "key_name", "key_names", "row_keys"]
