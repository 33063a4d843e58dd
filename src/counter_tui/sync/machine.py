"""What stands for the PC itself, so that a copied disk in another one is noticed."""

from __future__ import annotations

import hmac
import platform
import sys
from pathlib import Path

_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_of(station: str) -> bytes:
    """A digest of what the system calls this PC; another one for each station, so that it tells others nothing."""
    return hmac.digest(_name().encode("utf-8"), f"counter-tui\0{station}".encode(), "sha256")


def _name() -> str:
    for file in _FILES:
        try:
            if text := file.read_text("ascii").strip():
                return text
        except (OSError, UnicodeDecodeError):
            continue
    return _guid() or platform.node()


if sys.platform == "win32":
    import winreg

    def _guid() -> str:
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

else:

    def _guid() -> str:
        return ""
