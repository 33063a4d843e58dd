"""The test page: into a file, to the printer of the settings, and why not."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from counter_tui.settings import PrinterProfile, Settings, write_settings
from support.cli_runs import Run


def page(run: Run, home: Path, *options: str) -> tuple[int, str]:
    """The exit code of a test page, and what was said."""
    ran = run("print", "test", "--home", str(home), *options)
    return ran.code, ran.err


@pytest.mark.parametrize("profile", get_args(PrinterProfile))
def test_every_profile_shows_itself_in_a_file_without_a_station(
    run: Run, tmp_path: Path, profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if profile == "raster":
        from support.golden_slips import PatternFace

        monkeypatch.setattr("counter_tui.services.printers.glyphs.find_font", lambda _chosen: tmp_path)
        monkeypatch.setattr("counter_tui.services.printers.glyphs.SystemFace", lambda _font: PatternFace())
    file = tmp_path / "page"
    code, said = page(run, tmp_path / "home", "--profile", profile, "--to", str(file))
    assert (code, str(file) in said) == (0, True)
    assert len(file.read_bytes()) > 500
    assert not (tmp_path / "home").exists()


def test_the_page_shows_the_width_rare_characters_and_a_code(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page"
    page(run, tmp_path / "home", "--profile", "gb18030", "--paper", "58", "--to", str(file))
    sent = file.read_bytes()
    assert b"\n12345678901234567890123456789012\n" in sent
    assert "䶮".encode("gb18030") in sent
    assert "┌──┬──┐".encode("gb18030") in sent
    assert b"\x1d(k" in sent


def test_the_page_goes_to_the_printer_of_the_settings(run: Run, tmp_path: Path) -> None:
    device, home = tmp_path / "lp0", tmp_path / "home"
    assert page(run, home)[0] == 2
    device.touch()
    write_settings(home / "settings.toml", Settings(printer=str(device), printer_width="58"))
    assert page(run, home)[0] == 0
    assert device.read_bytes().startswith(b"\x1b@\x1c&")


def test_what_keeps_the_page_from_coming_out_is_said(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "还没有填打印机" in page(run, home)[1]
    write_settings(home / "settings.toml", Settings(printer=str(tmp_path / "lp9")))
    code, said = page(run, home)
    assert (code, "没有响应" in said) == (2, True)
    assert not (tmp_path / "lp9").exists()
    (tmp_path / "file").touch()
    code, said = page(run, home, "--to", str(tmp_path / "file" / "page"))
    assert (code, "写不进" in said) == (2, True)
