"""Spreadsheets: what is exported comes back unchanged; bad files and rows are refused in words."""

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from app import rooms
from app.core import editing
from app.core.fault import Refusal
from app.core.record import Record
from app.core.store import Store
from app.core.text import set_language
from app.exchange import importing, sheets
from app.exchange.columns import columns_of, match
from app.exchange.export import export_records
from app.services.records import ServicePath, ServiceProduct


def write_rows(path: Path, *rows: Sequence[object]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def planned(store: Store, path: Path, record: type[Record] = ServiceProduct) -> importing.Plan:
    with store.read() as session:
        return importing.plan(session, record, sheets.read_sheet(path))


@pytest.mark.parametrize("record", rooms.kinds().values(), ids=rooms.kinds())
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_an_export_comes_back_unchanged(
    demo: Store, tmp_path: Path, record: type[Record], suffix: str, language: str
) -> None:
    set_language(language)
    path = tmp_path / f"vienti{suffix}"
    with demo.read() as session:
        number = export_records(session, record, path)
    set_language("fi" if language == "en" else "en")
    plan = planned(demo, path, record)
    assert plan.problems == []
    assert [row.state for row in plan.rows] == ["same"] * number


def test_new_and_known_rows_are_told_apart_and_written_as_one(demo: Store, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "a.xlsx",
        ["Koodi", "Nimi (Suomi)", "Tavallinen kesto", "Kunnat"],
        ["ARKI", "Arkiapu kotiin", "3 h", "Joensuu"],
        ["UUSI", "Uusi palvelu", "45 min", "Joensuu; Kitee"],
    )
    plan = planned(demo, path)
    assert [row.state for row in plan.rows] == ["changed", "new"]
    changes = demo.write(lambda s: importing.apply(s, plan))
    assert changes.words.say("fi") == "Tuotiin 2 riviä"
    with demo.read() as session:
        arki = session.query(ServiceProduct).filter_by(code="ARKI").one()
        uusi = session.query(ServiceProduct).filter_by(code="UUSI").one()
    assert arki.duration == 180
    assert arki.name["en"] == "Everyday help at home"
    assert uusi.municipalities == ["167", "260"]
    demo.undo()
    with demo.read() as session:
        assert session.query(ServiceProduct).filter_by(code="ARKI").one().duration == 120
        assert session.query(ServiceProduct).filter_by(code="UUSI").one().deleted_at is not None


def test_each_fault_names_its_row_and_column(demo: Store, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "a.xlsx",
        ["Koodi", "Nimi (Suomi)", "Tavallinen kesto", "Kunnat"],
        ["A1", "", "1 h", ""],
        ["A2", "Hyvä", "pitkä", "Atlantis"],
        ["A3", "Hyvä", "1 h", ""],
        ["A3", "Sama", "1 h", ""],
    )
    plan = planned(demo, path)
    words = [problem.say("fi") for problem in plan.problems]
    assert any(w.startswith("Rivi 2, Nimi") for w in words)
    assert any(w.startswith("Rivi 3, Tavallinen kesto") for w in words)
    assert any("Atlantis" in w for w in words)
    assert any(w.startswith("Rivi 5, Koodi") for w in words)
    with pytest.raises(Refusal):
        demo.write(lambda s: importing.apply(s, plan))
    demo.write(lambda s: importing.apply(s, plan, skip_wrong=True))
    with demo.read() as session:
        assert session.query(ServiceProduct).filter_by(code="A3").count() == 1
        assert session.query(ServiceProduct).filter_by(code="A2").count() == 0


def test_planning_writes_nothing(demo: Store, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", ["Koodi", "Nimi (Suomi)"], ["X", "Uusi"])
    before = demo.undo_words()
    planned(demo, path)
    assert demo.undo_words() == before


@settings(max_examples=20)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_survives_both_formats(tmp_path: Path, names: list[str]) -> None:
    from app.core.store import create
    from tests.conftest import QUICK

    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    made, _key = create(folder / "a.kumppani", "a b c", QUICK)
    with made:
        for name in names:
            made.write(lambda s, n=name: editing.add(s, ServiceProduct, {"name": {"fi": n}}))
        for suffix in (".xlsx", ".csv"):
            with made.read() as session:
                export_records(session, ServiceProduct, folder / f"v{suffix}")
            assert {row.state for row in planned(made, folder / f"v{suffix}").rows} == {"same"}


@pytest.mark.parametrize("formula", ["=1+1", "+358", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_formulas_are_harmless(store: Store, tmp_path: Path, formula: str) -> None:
    store.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": formula}}))
    with store.read() as session:
        export_records(session, ServiceProduct, tmp_path / "a.xlsx")
        export_records(session, ServiceProduct, tmp_path / "a.csv")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert cell.data_type == "s"
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[1][0] == "'" + formula


def test_json_holds_every_value(demo: Store, tmp_path: Path) -> None:
    with demo.read() as session:
        export_records(session, ServiceProduct, tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text())
    assert len(found) == 14
    assert found[0]["name"]["fi"] == "Arkiapu kotiin"


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (sheets.MOST_UNPACKED + 1))


def macros(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("a.xlsx", lambda p: p.write_bytes(b"not a zip"), "ehjä Excel"),
        ("a.xlsx", bomb, "purkautuisi"),
        ("a.xlsx", macros, "makroja"),
        ("a.csv", lambda p: p.write_bytes(b"a\x00b"), "CSV"),
        ("a.csv", lambda p: p.write_text(""), "otsikoita"),
        ("a.exe", lambda p: p.write_text("x"), "Excel-tiedosto"),
        ("a.csv", lambda p: p.write_text("foo;bar\n1;2\n"), "sarak"),
    ],
)
def test_bad_files_are_refused_in_words(
    store: Store, tmp_path: Path, name: str, write: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / name
    write(path)
    with pytest.raises(Refusal, match=words):
        planned(store, path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_usual_kind_is_read(
    store: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        delimiter.join(["Koodi", "Nimi (Suomi)"]) + "\n" + delimiter.join(["Ä1", "Päivä"]) + "\n",
        encoding=encoding,
    )
    plan = planned(store, path)
    assert plan.new[0].values["name"] == {"fi": "Päivä"}


def test_a_failed_export_leaves_the_old_file(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("vanha")
    with demo.read() as session, pytest.raises(Refusal):
        export_records(session, ServiceProduct, path)
    assert path.read_text() == "vanha"
    assert list(tmp_path.glob(".*half")) == []


def test_headers_of_both_languages_are_recognised() -> None:
    set_language("fi")
    finnish = [column.header() for column in columns_of(ServiceProduct)]
    set_language("en")
    assert len(match(ServiceProduct, finnish)) == sum(
        c.importable for c in columns_of(ServiceProduct)
    )


def test_a_label_alone_means_the_text_in_its_own_language() -> None:
    assert match(ServiceProduct, ["Nimi", "Kuvaus", "Name"]) == {
        0: "name.fi",
        1: "description.fi",
        2: "name.en",
    }
    assert match(ServiceProduct, ["Nimi (suomi)", "Nimi"]) == {0: "name.fi"}


@pytest.mark.parametrize(
    "content",
    [
        b'Koodi;Nimi (suomi)\nA;"ei suljettu\nB;Toinen\nC;Kolmas\n',
        "Koodi;Nimi (suomi)\nA;Mäkelän\nB;\xff\n".encode() + b"\xff\n",
        b"Koodi;Nimi (suomi)\nA;" + b"x" * 200_000 + b"\n",
    ],
)
def test_a_csv_file_that_would_lose_rows_or_letters_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        sheets.read_sheet(path)


def test_what_an_excel_file_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "a.xlsx", ["Koodi", "Nimi (suomi)"], *[[f"K{n}", "x"] for n in range(9)]
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<dimension ref="A1:B10"/>', b'<dimension ref="A1"/>')
    assert b'ref="A1"/>' in parts[name]
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    assert len(sheets.read_sheet(path).rows) == 9


@pytest.mark.parametrize(
    "broken", [b"", b"<worksheet", b"\x00\xff", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"]
)
def test_an_excel_file_broken_inside_is_refused(tmp_path: Path, broken: bytes) -> None:
    path = write_rows(tmp_path / "a.xlsx", ["Koodi"], ["A"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        with zipfile.ZipFile(path, "w") as archive:
            for each, content in {**parts, name: broken}.items():
                archive.writestr(each, content)
        with pytest.raises(Refusal):
            sheets.read_sheet(path)


def test_an_import_follows_the_rules_of_the_kind(demo: Store, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "a.xlsx",
        ["Koodi", "Nimi (suomi)", "Tila", "Outo sarake"],
        ["U1", "Vain nimi", "Sertifioitu", "x"],
        ["U2", "Vain nimi", "Tuotteistettu", "x"],
        ["U3", "Luonnos", "", "x"],
    )
    plan = planned(demo, path)
    assert [row.state for row in plan.rows] == ["wrong", "wrong", "new"]
    assert plan.rows[2].values["stage"] == "draft"
    assert plan.ignored == ("Outo sarake",)


def test_a_code_in_use_is_told_with_its_row_before_anything_is_written(
    demo: Store, tmp_path: Path
) -> None:
    demo.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": "Ä"}, "code": "KÄ1"}))
    with demo.read() as session:
        other = session.query(ServiceProduct).filter_by(code="DIGI").one().id
    path = write_rows(tmp_path / "a.xlsx", ["id", "Koodi"], [other, "kä1"])
    plan = planned(demo, path)
    assert [row.state for row in plan.rows] == ["wrong"]
    assert "Rivi 2" in plan.problems[0].say()


def test_plain_rows_are_written_nowhere_but_beside_the_file(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    elsewhere = tmp_path / "temp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    made: list[str] = []
    real = tempfile.mkstemp
    monkeypatch.setattr(
        tempfile, "mkstemp", lambda *a, **k: made.append(str(k.get("dir") or a)) or real(*a, **k)
    )
    target = tmp_path / "ulos"
    target.mkdir()
    with demo.read() as session:
        export_records(session, ServiceProduct, target / "a.xlsx")
    assert [each.name for each in target.iterdir()] == ["a.xlsx"]
    assert list(elsewhere.iterdir()) == []


def test_other_records_are_named_in_files_history_and_lists(demo: Store, tmp_path: Path) -> None:
    from app.core import history

    with demo.read() as session:
        export_records(session, ServicePath, tmp_path / "a.csv")
        services = {s.code: s.id for s in session.query(ServiceProduct)}
    written = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "Arkiapu kotiin" in written
    assert services["ARKI"] not in written
    values = {"stage": "retired", "successor_id": services["DIGI"]}
    demo.write(lambda s: editing.change(s, ServiceProduct, services["ARKI"], values))
    with demo.read() as session:
        said = [entry.new for entry in history.entries(session, services["ARKI"])]
    assert "Digiopastus kotona" in said
