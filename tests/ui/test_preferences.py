"""This computer's preferences: kept, and never an obstacle."""

from pathlib import Path

import pytest

from app.core import paths
from app.ui.preferences import Preferences


def test_what_is_set_is_there_next_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "preferences.json"
    preferences = Preferences.load(file)
    assert preferences.theme == "system"
    assert preferences.text_scale == 100
    assert preferences.language == ""
    assert preferences.last_store is None
    preferences.set(language="en", theme="dark", text_scale=150, last_store=tmp_path / "a.kumppani")
    preferences.keep_window("main", b"\x00\xff\x01")
    preferences.keep_columns("services", b"\x02")
    preferences.set_flag("hint", True)
    again = Preferences.load(file)
    assert (again.language, again.theme, again.text_scale) == ("en", "dark", 150)
    assert again.last_store == tmp_path / "a.kumppani"
    assert again.window("main") == b"\x00\xff\x01"
    assert again.columns("services") == b"\x02"
    assert again.window("other") is None
    assert again.flag("hint")
    assert [each.name for each in file.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"text_scale": "big"}', b'{"theme": "pink"}', b"\x00" * 40],
)
def test_a_broken_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "preferences.json"
    file.write_bytes(content)
    preferences = Preferences.load(file)
    assert preferences.theme == "system"
    assert (tmp_path / "preferences.broken.json").read_bytes() == content
    preferences.set(theme="light")
    assert Preferences.load(file).theme == "light"


def test_a_newer_file_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    file.write_text('{"theme": "dark", "tomorrow": 1}')
    assert Preferences.load(file).theme == "dark"


def test_a_scale_out_of_range_is_brought_back(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    file.write_text('{"text_scale": 900}')
    assert Preferences.load(file).text_scale == 200


def test_a_disk_that_refuses_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    preferences = Preferences.load(tmp_path / "file" / "preferences.json")
    preferences.set(theme="dark")
    assert preferences.theme == "dark"


def test_the_file_lies_in_the_settings_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "settings", lambda: tmp_path)
    Preferences.load().set(language="fi")
    assert (tmp_path / "preferences.json").is_file()
