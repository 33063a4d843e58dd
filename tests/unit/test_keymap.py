"""Other keys for commands: right ones are taken, wrong ones are named, a file with a mistake is not used at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding, BindingsMap

from counter_tui.commands import Area, Command, home, key_name, shell
from counter_tui.commands.command import key_from
from counter_tui.commands.document import areas
from counter_tui.commands.keymap import NO_KEYS, RESERVED, checked, clashes, read_keys, remapped, say_problem
from counter_tui.i18n import set_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def test_the_keys_that_are_shown_how_to_write_are_right(tmp_path: Path) -> None:
    """The example in the document on settings."""
    document = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    (example,) = (block for block in document.split("```toml\n")[1:] if "shell.settings" in block)
    file = tmp_path / "keys.toml"
    file.write_text(example.partition("```")[0], "utf-8")
    read = read_keys(file)
    assert read.problems == ()
    assert len(read.keys) == 5


@pytest.mark.parametrize(
    ("wished", "keys"),
    [
        ({"matter.note": "F6"}, {"matter.note": ("f6",)}),
        ({"matter.note": ["f6", "f7"]}, {"matter.note": ("f6", "f7")}),
        ({"home.accept": ["n", "Ctrl+G"]}, {"home.accept": ("n", "ctrl+g")}),
        ({"home.find": "f2", "home.accept": "F3"}, {"home.find": ("f2",), "home.accept": ("f3",)}),
        ({"shell.settings": "Ctrl+_"}, {"shell.settings": ("ctrl+underscore",)}),
        ({"home.discard": ["Del"]}, {"home.discard": ("delete",)}),
        ({"matter.why": "!"}, {"matter.why": ("exclamation_mark",)}),
        ({"matter.send": "F8", "matter.note": "F8"}, {"matter.send": ("f8",), "matter.note": ("f8",)}),
        ({}, {}),
    ],
)
def test_keys_that_are_right_are_taken(wished: dict[str, object], keys: dict[str, object]) -> None:
    """As people write them; two may change places; a window's key may be one of the screen under it."""
    read = checked(wished)
    assert (dict(read.keys), read.problems) == (keys, ())


@pytest.mark.parametrize(
    ("wished", "said"),
    [
        ({"matter.note": "a"}, "a would be both matter.take (Take over) and matter.note (Note) (Matter)"),
        (
            {"shell.help": ["F2"]},
            "F2 would be both shell.help (Keys) and home.accept (Accept) (First screen)",
        ),
        (
            {"shell.lock": "F9", "matter.send": "F9"},
            "F9 would be both shell.lock (Change clerk) and matter.send",
        ),
        ({"matter.nota": "F6"}, "matter.nota: there is no such command"),
        ({"acceptance.submit": "q"}, "acceptance.submit (Submit): q types text in a field"),
        ({"matter.send": ["?"]}, "matter.send (Send): ? types text in a field"),
        ({"matter.note": "Enter"}, "matter.note (Note): Enter means the same everywhere"),
        ({"matter.note": "^C"}, "matter.note (Note): ^C means the same everywhere"),
        ({"matter.note": "Ctrl+Q"}, "matter.note (Note): ^Q means the same everywhere"),
        ({"shell.quit": "F12"}, "shell.quit (Quit) keeps its key"),
        ({"shell.back": "F12"}, "shell.back (Back) keeps its key"),
        ({"home.open": "F12"}, "home.open (Open) keeps its key"),
        ({"rating.give_back": "F12"}, "rating.give_back (Screen back) keeps its key"),
        ({"matter.note": "Alt+X"}, "matter.note (Note): “Alt+X” is no key"),
        ({"matter.note": "F13"}, "matter.note (Note): “F13” is no key"),
        ({"matter.note": "注"}, "matter.note (Note): “注” is no key"),
        ({"matter.note": 6}, "matter.note (Note): a key or a list of keys is wanted"),
        ({"matter.note": []}, "matter.note (Note): a key or a list of keys is wanted"),
        ({"matter": {"note": "F6"}}, "matter: a key or a list of keys is wanted"),
    ],
)
def test_each_mistake_is_named(wished: dict[str, object], said: str) -> None:
    """With the commands, where they meet, and what would do; and none of the file is used."""
    read = checked({"home.find": "F7", **wished})
    assert read.keys == {}
    assert any(said in say_problem(each) for each in read.problems), [say_problem(p) for p in read.problems]


def test_every_mistake_has_chinese_words() -> None:
    """Nothing is said in English to who reads Chinese."""
    set_language("zh")
    wished = {
        "matter.note": "Enter",
        "x": "F6",
        "shell.quit": "F2",
        "acceptance.submit": "q",
        "matter.why": "F99",
    }
    read = checked(wished)
    assert {each.code for each in read.problems} == {
        "reserved",
        "unknown_id",
        "fixed",
        "types_text",
        "not_a_key",
    }
    assert all(any("一" <= sign <= "鿿" for sign in say_problem(each)) for each in read.problems)


def test_a_screen_whose_own_keys_meet_forbids_nobody_other_keys() -> None:
    """A screen may answer Esc in its own way; only what the file asks for is judged."""
    own = Area("own", "Own", (Command("own.quit", ("escape",), "app.leave", "Quit", "Quits."),))
    every = [shell.AREA, own]
    assert list(clashes(every, {})) == []
    assert [each.key for each in clashes(every, {"own.quit": ("f1",)})] == ["f1"]


def test_the_built_in_keys_can_be_written() -> None:
    """Each reads back from what screens call it."""
    for area in areas():
        for command in area.commands:
            for key in command.keys:
                assert key_from(key_name(key)) == key
                assert key not in RESERVED or key not in {"ctrl+c", "tab"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"not toml", "not_toml"), ('"matter.note" = "备'.encode("gb18030"), "unreadable")],
)
def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path, content: bytes, code: str) -> None:
    """The usual keys work, and what is wrong is said."""
    file = tmp_path / "keys.toml"
    assert read_keys(file) is NO_KEYS
    file.write_bytes(content)
    read = read_keys(file)
    assert (dict(read.keys), [each.code for each in read.problems]) == ({}, [code])
    assert say_problem(read.problems[0])


def test_bindings_follow() -> None:
    """Keys change places, one that had none gets one, and bindings without a command stay."""
    before = BindingsMap(
        [
            Binding("f2,n", "accept", "Accept", id=home.ACCEPT.id),
            Binding("f3", "find", "Find", id=home.FIND.id),
            Binding("down", "move", show=False),
        ]
    )
    keys = {home.ACCEPT.id: ("f3",), home.FIND.id: ("f2", "slash"), shell.SETTINGS.id: ("f12",)}
    after = remapped(before, (home.ACCEPT, shell.SETTINGS), keys)
    actions = {key: [each.action for each in bound] for key, bound in after.key_to_bindings.items()}
    assert actions == {
        "f3": ["accept"],
        "f2": ["find"],
        "slash": ["find"],
        "down": ["move"],
        "f12": ["app.go('settings')"],
    }
    assert all(each.key == key for key, bound in after.key_to_bindings.items() for each in bound)
