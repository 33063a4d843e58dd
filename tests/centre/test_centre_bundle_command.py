"""``counter-centre bundle``: taking in a stick from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_centre.cli.main import main
from counter_centre.releasing import Wished
from counter_tui.wire.bundle import make_bundle
from support.bundles import stick_in
from support.centres import add_station, calling, enrolled, made_centre


def test_a_stick_is_taken_in_told_file_by_file_and_what_is_revoked_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = made_centre(tmp_path / "data")
    add_station(centre, "33010", "万泉供电所")
    device = enrolled(centre, calling(centre), "a")
    device.write(5)
    sealing = centre.enroller.keys.sealing_public
    stick = Path(stick_in(tmp_path))
    (stick / "GW" / "a.gwb").write_bytes(make_bundle("33010", "A", [device.signed()], device.key, sealing))
    centre.close()

    def run(*arguments: str) -> tuple[int, list[list[str]], str]:
        code = main([*arguments, "--data", str(tmp_path / "data")])
        captured = capsys.readouterr()
        return code, [line.split("\t") for line in captured.out.splitlines()][1:], captured.err

    assert run("bundle", "import", str(stick)) == (0, [["a.gwb", "5", "taken", "taken", "beside it"]], "")
    assert (stick / "GW" / "a.gwr").exists()
    assert run("bundle", "quarantine") == (0, [], "")
    (stick / "GW" / "b.gwb").write_bytes(b"counter-bund")
    code, rows, _err = run("bundle", "import", str(stick))
    assert (code, [row[2] for row in rows]) == (1, ["taken", "cut_off"])
    assert run("device", "revoke", "33010-A", "--reason", "stolen")[0] == 0
    code, rows, _err = run("bundle", "import", str(stick))
    assert (code, [row[2] for row in rows]) == (1, ["revoked", "cut_off"])
    code, rows, _err = run("bundle", "quarantine")
    assert (code, [row[1:5:3] for row in rows]) == (1, [["33010", "1 to 5"]])
    code, rows, err = run("bundle", "import", str(tmp_path / "none"))
    assert (code, rows) == (2, [])
    assert "no folder GW" in err


def test_releases_are_written_onto_an_empty_stick_for_a_device_that_brought_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = made_centre(tmp_path / "data")
    add_station(centre, "33010", "万泉供电所")
    enrolled(centre, calling(centre), "a")
    wished = Wished("prices", b"a,b")
    centre.shelf.publish(wished, centre.enroller.keys.signing, centre.now_ms())
    centre.close()
    stick = tmp_path / "stick"

    def run(*arguments: str) -> tuple[int, list[str], str]:
        code = main(["bundle", "give", *arguments, "--data", str(tmp_path / "data")])
        captured = capsys.readouterr()
        return code, [line.split("\t")[2] for line in captured.out.splitlines()[1:]], captured.err

    code, rows, err = run("33010", str(stick))
    assert (code, rows) == (2, [])
    assert "no such folder" in err
    stick.mkdir()
    assert run("33010", str(stick), "--device", "A") == (0, ["given"], "")
    assert len(list((stick / "GW").glob("*.gwr"))) == 1
    code, rows, err = run("33010", str(stick), "--device", "B")
    assert (code, rows) == (2, [])
    assert "33010-B" in err
