"""``support``: one file for the maintainer, without anybody's particulars."""

from __future__ import annotations

from pathlib import Path

from counter_tui.cli.acting import home_of
from counter_tui.cli.doctor import keys_of_matter
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say
from counter_tui.i18n import _
from counter_tui.paths import named_path


def run(options: Options) -> int:
    """Write the file and say what is in it; nobody need act, and the station need not open."""
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.support.service import file_name, support_file, write_support_file

    now = SystemClock().now().astimezone()
    path = named_path(options.to) if options.to else Path(file_name(now))
    texts = support_file(home_of(options), keys_of_matter, now)
    write_support_file(path, texts, now)
    words = {
        "versions.txt": _("versions of the program, its libraries and the system"),
        "settings.txt": _("settings; of texts only whether they are set"),
        "home.txt": _("sizes of the station's files"),
        "log.txt": _("what went wrong, by number and place in the program"),
        "doctor.txt": _("what the doctor found"),
    }
    say(_("Written: {file}").format(file=path))
    for name in texts:
        say(f"  {name}  {words[name]}")
    say(_("No names, phones, numbers or addresses are in it. It can be opened and read before it is sent."))
    return DONE
