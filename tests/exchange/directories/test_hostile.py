"""Directories that somebody made to do harm: they are refused or read in part, and cost little."""

import json
import struct
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.fault import Refusal
from app.exchange.directories import files, spool
from app.exchange.directories.documents import MOST_DEPTH, decode, encode
from app.exchange.directories.plain import on_one_line, plain
from tests.exchange.directories.written import document, read, service, table


@pytest.mark.parametrize("name", ["id", "organization_id", "name", "status"])
def test_letters_that_are_none_wherever_they_stand(tmp_path: Path, name: str) -> None:
    path = tmp_path / "services.json"
    path.write_text(json.dumps([service(**{"id": "1", name: "\ud800x"}), service()]))
    assert {each.title for each in read(path).services} >= {"Kotiapu"}


def test_more_pages_than_can_be_counted(tmp_path: Path) -> None:
    page = {"total_pages": "9" * 5000, "page_number": 1, "contents": [service()]}
    assert read(document(tmp_path / "services.json", page)).service.title == "Kotiapu"


@pytest.mark.parametrize("depth", [*range(960, 1000, 3), MOST_DEPTH + 1])
def test_what_is_nearly_too_deep_stops_no_other(tmp_path: Path, depth: int) -> None:
    deep = json.dumps(service(id="9"))[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
    (tmp_path / "services.ndjson").write_text(f"{deep}\n{json.dumps(service())}\n")
    found = read(tmp_path)
    assert [each.title for each in found.services] == ["Kotiapu"]
    assert found.dropped == {"It isn’t whole JSON, so it isn’t read."}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=20,
)


@given(anything)
def test_what_was_read_can_be_kept(found: Any) -> None:
    once = decode(json.dumps(found).encode())
    assert decode(encode(once)) == once


@pytest.mark.parametrize("tag", ['<a a="', "<script ", "<a b='", "<br "])
def test_tags_that_never_end_are_looked_for_once(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    look = HTMLParser.check_for_whole_start_tag
    monkeypatch.setattr(
        HTMLParser,
        "check_for_whole_start_tag",
        lambda parser, at: (looked.append(at), look(parser, at))[1],
    )
    text = "<b>Apua</b> " + tag * 200
    assert plain(text).startswith("Apua")
    assert len(looked) < 10


@given(st.integers(1, 12), st.sampled_from(["b", "img src=x onerror=a()", "/script", "!--"]))
def test_no_tag_within_tags_is_left(depth: int, tag: str) -> None:
    text = "<" * depth + "b>" * depth + tag + ">"
    assert "<" not in plain(f"Apua {text} {text}")


def test_less_than_stays() -> None:
    assert plain("<p>Kun ikä < 18 ja > 7</p>") == "Kun ikä < 18 ja > 7"


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert plain("Koti\u202eapu\x9b31m \ufeff") == "Kotiapu31m"
    assert on_one_line("a\x1b[31m\nb\x9bc") == "a [31m b c"


def packed(
    path: Path, kind: int, size: int | None = None, name: str = "palvelut/services.json"
) -> Path:
    """An archive; ``size`` is what it says of its file, instead of the truth."""
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr(name, json.dumps([service()]))
    if size is not None:
        written = bytearray(path.read_bytes())
        at = written.index(b"PK\x01\x02")
        written[at + 24 : at + 28] = struct.pack("<I", size)
        path.write_bytes(written)
    return path


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_what_unpacks_without_a_limit_is_refused(tmp_path: Path, kind: int) -> None:
    with pytest.raises(Refusal):
        read(packed(tmp_path / "a.zip", kind))


def test_an_archive_that_says_less_than_it_holds(tmp_path: Path) -> None:
    assert read(packed(tmp_path / "a.zip", zipfile.ZIP_DEFLATED)).service.title == "Kotiapu"
    with pytest.raises(Refusal):
        read(packed(tmp_path / "b.zip", zipfile.ZIP_DEFLATED, 20))


def test_names_that_lead_out_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read(packed(tmp_path / "a.zip", zipfile.ZIP_STORED, name="../../services.json"))


def test_links_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    secret = table(tmp_path / "secret.csv", [{"id": "1", "name": "Salaisuus"}])
    (tmp_path / "given" / "services.csv").symlink_to(secret)
    document(tmp_path / "given" / "b_services.json", [service()])
    (tmp_path / "given" / "services.json").symlink_to(tmp_path / "given" / "b_services.json")
    assert [each.title for each in read(tmp_path / "given").services] == ["Kotiapu"]


@pytest.mark.parametrize("name", ["services.csv", "services.ndjson"])
def test_a_line_without_end_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_LINE", 1000)
    (tmp_path / name).write_text("id,name\n1," + "x" * 2000)
    with pytest.raises(Refusal):
        read(tmp_path)


def test_of_one_only_so_many_parts_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST_PARTS", 3)
    document(tmp_path / "services.json", [service(id="1", organization_id="2")])
    table(
        tmp_path / "cost_options.csv",
        [
            {"id": str(number), "service_id": "1", "option": f"H{number}", "amount": "1",
             "currency": "EUR", "amount_description": "hour"}
            for number in range(9)
        ],
    )  # fmt: skip
    (found,) = read(tmp_path).services
    assert len(found.values["prices"]) == 3
