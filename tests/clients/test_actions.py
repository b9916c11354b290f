"""What is done with clients, on a real encrypted store."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from app.clients import actions, papers
from app.clients.records import Client
from app.core import attachment, editing, history, listing, search
from app.core.fault import InvalidFields, Refusal
from app.core.listing import Listing
from app.core.store import Store
from app.core.text import speaking
from app.exchange.export import export_records
from app.rooms import papers as all_papers
from app.rooms import room_of
from tests.conftest import TODAY

PERSONAL_ID = "120341-901T"


def add(store: Store, **values: object) -> str:
    return store.write(lambda s: editing.add(s, Client, values)).result


def ident(store: Store, code: str) -> str:
    with store.read() as session:
        return session.query(Client).filter_by(code=code).one().id


def test_a_new_client_is_an_active_person_with_a_name(store: Store) -> None:
    with pytest.raises(InvalidFields) as refused:
        add(store, phone="050 123 4567")
    assert set(refused.value.problems) == {"family_name"}
    client_id = add(store, family_name="Mäkelä", given_names="Aino Kyllikki")
    with store.read() as session:
        client = session.get(Client, client_id)
        assert (client.client_type, client.status) == ("person", "active")
        assert client.title()["fi"] == client.title()["en"] == "Mäkelä Aino"


def test_a_personal_identity_code_is_found_whole_and_read_nowhere(
    demo: Store, tmp_path: Path
) -> None:
    with demo.read() as session:
        client = session.query(Client).filter_by(code="A001").one()
        code = client.personal_id
        assert [h.record_id for h in search.find(session, code)] == [client.id]
        assert [h.record_id for h in search.find(session, code.lower())] == [client.id]
        assert listing.ids(session, Client, Listing(words=code)) == [client.id]
        assert search.find(session, code[:6]) == []
        assert search.find(session, code[:-1]) == []
        indexed = session.execute(
            text("SELECT title || ' ' || words FROM directory_words")
        ).scalars()
        assert all(code not in words for words in indexed)
        for name in ("a.xlsx", "a.csv", "a.json"):
            export_records(session, Client, tmp_path / name)
    assert code not in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert code not in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_a_protected_address_leaves_in_no_list_file_search_or_paper(
    demo: Store, tmp_path: Path
) -> None:
    with demo.read() as session:
        client = session.query(Client).filter_by(code="A005").one()
        for words in ("lehtitie", "0501110005"):
            assert search.find(session, words) == []
        for name in ("a.csv", "a.json"):
            export_records(session, Client, tmp_path / name)
            written = (tmp_path / name).read_text(encoding="utf-8-sig")
            assert "Lehtitie" not in written
            assert "1110005" not in written.replace(" ", "")
        pages = PdfReader(BytesIO(papers.service_plan(session, client.id, "fi"))).pages
        assert "Lehtitie" not in "".join(page.extract_text() for page in pages)
    demo.write(lambda s: editing.change(s, Client, client.id, {"protected_address": False}))
    with demo.read() as session:
        assert [hit.record_id for hit in search.find(session, "lehtitie")] == [client.id]


def test_an_export_of_a_protected_client_does_not_erase_it_when_it_comes_back(
    demo: Store, tmp_path: Path
) -> None:
    from app.exchange import importing, sheets

    with demo.read() as session:
        export_records(session, Client, tmp_path / "a.xlsx")
        plan = importing.plan(session, Client, sheets.read_sheet(tmp_path / "a.xlsx"))
    assert {row.state for row in plan.rows} == {"same"}


def test_a_restricted_client_is_a_name_and_prints_nothing(demo: Store) -> None:
    client_id = ident(demo, "A012")
    with demo.read() as session:
        client = session.get_one(Client, client_id)
        assert actions.rows_of(client, "services") == []
        assert actions.story(session, client) == []
        assert client.lead() == {}
        assert search.find(session, "siivousapu") == []
        assert [h.record_id for h in search.find(session, "laukkanen", ["client"])] == [client_id]
        with pytest.raises(Refusal, match="rajoitettu"):
            papers.service_plan(session, client_id, "fi")


def test_merging_keeps_both_histories_and_files_and_one_undo_takes_it_back(demo: Store) -> None:
    keep, drop = ident(demo, "A001"), ident(demo, "A009")
    demo.write(lambda s: attachment.attach_bytes(s, drop, "kirje.pdf", b"%PDF"))
    with demo.read() as session:
        likely = actions.likely_same(session, session.get_one(Client, keep))
        assert [each.client.id for each in likely] == [drop]
        needs = len(session.get(Client, keep).needs)
    demo.write(lambda s: actions.merge(s, keep, drop))
    with demo.read() as session:
        kept, gone = session.get_one(Client, keep), session.get_one(Client, drop)
        assert gone.deleted_at
        assert gone.merged_into == keep
        assert len(kept.needs) == needs + 1
        assert kept.given_names == "Aino Kyllikki"
        assert [file.name for file in attachment.attachments(session, keep)] == ["kirje.pdf"]
        assert history.entries(session, drop)
        assert actions.merged_here(session, keep) == [gone]
        assert actions.likely_same(session, kept) == []
    demo.undo()
    with demo.read() as session:
        assert session.get(Client, drop).deleted_at is None
        assert len(session.get(Client, keep).needs) == needs
        assert attachment.attachments(session, keep) == []
        assert len(attachment.attachments(session, drop)) == 1


def test_the_code_of_the_merged_client_moves_to_the_kept_one(store: Store) -> None:
    keep = add(store, family_name="Mäkelä", given_names="Aino")
    drop = add(store, family_name="Mäkelä", given_names="Aino", personal_id=PERSONAL_ID)
    store.write(lambda s: actions.merge(s, keep, drop))
    with store.read() as session:
        assert session.get(Client, keep).personal_id == PERSONAL_ID
        assert [h.record_id for h in search.find(session, PERSONAL_ID)] == [keep]
        assert listing.counts(session, Client, {"all": None}) == {"all": 1}


def test_two_people_are_never_merged(demo: Store) -> None:
    with pytest.raises(Refusal, match="eri henkilötunnukset"):
        demo.write(lambda s: actions.merge(s, ident(demo, "A001"), ident(demo, "A002")))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.merge(s, ident(demo, "A001"), ident(demo, "A001")))
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.merge(s, ident(demo, "A001"), ident(demo, "A010")))


def test_what_is_known_to_be_two_is_not_asked_again(demo: Store) -> None:
    one, other = ident(demo, "A001"), ident(demo, "A009")
    demo.write(lambda s: actions.keep_apart(s, one, other))
    with demo.read() as session:
        assert actions.likely_same(session, session.get_one(Client, one)) == []
        assert actions.likely_same(session, session.get_one(Client, other)) == []


def test_the_plan_names_the_services_of_all_sectors_in_the_clients_language(demo: Store) -> None:
    client_id = ident(demo, "A011")
    paper = all_papers()["service-plan"]
    with demo.read() as session:
        assert paper.language_of(session, client_id) == "en"
        assert paper.language_of(session, ident(demo, "A003")) == "", "Russian is not spoken here"
        with speaking("en"):
            content = paper.make(session, client_id, "en")
        said = "".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages)
        first = papers.service_plan(session, ident(demo, "A001"), "fi")
        finnish = "".join(p.extract_text() for p in PdfReader(BytesIO(first)).pages)
    for words in (
        "Service plan",
        "Smith John",
        "Exercise by video",
        "As hoped",
        "Place, date and signature",
    ):
        assert words in said.replace("\u00ad", ""), words
    for words in ("Arkiapu kotiin", "Diakonian ystäväpiiri", "Kolmas sektori", "Kaisa Mäkelä"):
        assert words in finnish.replace("\u00ad", ""), words


def test_reviews_and_authorities_wait_in_time_and_restricted_clients_do_not(demo: Store) -> None:
    with demo.read() as session:
        found = list(actions.matters(session, TODAY))
        titles = [matter.title.say("fi") for matter in found]
        assert "Tarkista palvelusuunnitelma: Korhonen Eino" in titles
        assert "Valtuutus päättyy: Mäkelä Aino" in titles
        assert not any("Laukkanen" in title for title in titles)
        late = next(m for m in found if "Korhonen" in m.title.say("fi"))
        assert late.tone == "bad"
        assert list(actions.matters(session, TODAY - timedelta(days=60))) == []


def test_the_client_room_is_known_by_its_kind() -> None:
    assert room_of("client").name == "clients"
    assert json.dumps(sorted(all_papers()))


def test_history_and_versions_keep_to_what_is_withheld(demo: Store) -> None:
    client_id = ident(demo, "A005")
    demo.write(lambda s: editing.change(s, Client, client_id, {"street": "Salatie 1"}))
    with demo.read() as session:
        said = [(e.field, e.old, e.new) for e in history.entries(session, client_id)]
    assert ("street", "•••", "•••") in said
    assert "Salatie" not in str(said)
    demo.write(lambda s: editing.change(s, Client, client_id, {"protected_address": False}))
    with demo.read() as session:
        said = [(e.old, e.new) for e in history.entries(session, client_id)]
    assert ("Lehtitie 8", "Salatie 1") in said


def sheet(tmp_path: Path, *rows: list[object]) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    return path


def planned(store: Store, path: Path):
    from app.exchange import importing, sheets

    with store.read() as session:
        return importing.plan(session, Client, sheets.read_sheet(path))


def test_an_import_shows_nothing_withheld_and_loses_no_cell_without_a_word(
    demo: Store, tmp_path: Path
) -> None:
    plan = planned(demo, sheet(tmp_path, ["Asiakasnumero", "Katuosoite"], ["A005", "Uusi 1"]))
    assert [row.state for row in plan.rows] == ["changed"]
    assert "Lehtitie" not in "".join(each.say() for each in plan.rows[0].differences)
    path = sheet(tmp_path, ["Sukunimi", "Y-tunnus"], ["Mäkelä", "1234567-1"])
    assert [row.state for row in planned(demo, path).rows] == ["wrong"]
    path = sheet(tmp_path, ["Asiakasnumero", "Asiakas on"], ["A002", "Organisaatio"])
    assert [row.state for row in planned(demo, path).rows] == ["wrong"], "names would be lost"


def test_an_old_sheet_does_not_bring_a_merged_client_back(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "vanha.xlsx"
    with demo.read() as session:
        export_records(session, Client, path)
    demo.write(lambda s: actions.merge(s, ident(demo, "A001"), ident(demo, "A009")))
    states = [row.state for row in planned(demo, path).rows]
    assert states.count("wrong") == 1
    assert "new" not in states


def test_a_merge_that_would_not_fit_or_makes_no_sense_is_refused(store: Store) -> None:
    rows = [[{"id": f"{n}{m}", "need": f"Tarve {n}{m}"} for m in range(20)] for n in range(2)]
    one, other = (add(store, family_name="Mäkelä", needs=each) for each in rows)
    with pytest.raises(Refusal, match="enintään 30"):
        store.write(lambda s: actions.merge(s, one, other))
    third = add(store, family_name="Mäkelä")
    store.write(lambda s: editing.remove(s, Client, [third]))
    for pair in ((one, third), (third, one)):
        with pytest.raises(Refusal, match="roskakorissa"):
            store.write(lambda s, pair=pair: actions.merge(s, *pair))


def test_the_reasons_never_confirm_what_is_protected(demo: Store) -> None:
    twin = {"family_name": "Saarelainen", "given_names": "Helmi", "street": "Lehtitie 8"}
    made = add(demo, **twin)
    with demo.read() as session:
        likely = actions.likely_same(session, session.get_one(Client, made))
    assert [[reason.say("fi") for reason in each.reasons] for each in likely] == [
        ["Tiedot täsmäävät"]
    ]


def test_no_letter_finds_everybody_who_has_a_code(demo: Store) -> None:
    import string

    with demo.read() as session:
        coded = {c.id for c in session.query(Client).filter(Client.personal_id != "")}
        for letter in [*string.ascii_lowercase, *string.digits, "\ue000"]:
            assert {hit.record_id for hit in search.find(session, letter)} != coded
        assert search.find(session, "\ue000") == []
