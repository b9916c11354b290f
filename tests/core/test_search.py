"""The directory: Finnish letters, prefixes, order, and every searched field of every record."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import editing, listing, search
from app.core.field import fields_of
from app.core.listing import Listing
from app.core.record import record_kinds
from app.core.store import Store
from app.core.text import speaking
from app.core.value import PlainText, Words
from app.organisation.records import Organisation
from app.services.records import ServiceProduct


def add(store: Store, name: str, **values: object) -> str:
    return store.write(
        lambda s: editing.add(s, ServiceProduct, {"name": {"fi": name}, **values})
    ).result


@pytest.mark.parametrize("typed", ["mäk", "makela", "MÄKELÄ", "mäkelä koti", "koti mäk", "Mäkelä’"])
def test_finnish_letters_and_prefixes_are_found(store: Store, typed: str) -> None:
    record_id = add(store, "Mäkelän kotiapu")
    with store.read() as session:
        assert [hit.record_id for hit in search.find(session, typed)] == [record_id]


@pytest.mark.parametrize(
    "typed", ['"', "*", "AND", "a OR b", "(", "-x", "kind:service", "' --", "\x00", ""]
)
def test_nothing_typed_is_taken_as_a_command(store: Store, typed: str) -> None:
    add(store, "Kotiapu")
    with store.read() as session:
        assert search.find(session, typed) == []


@given(st.text(max_size=40))
def test_no_text_breaks_the_search(demo: Store, typed: str) -> None:
    with demo.read() as session:
        search.find(session, typed)
        listing.ids(session, ServiceProduct, Listing(words=typed))


def test_every_searched_text_of_every_kind_is_found(store: Store) -> None:
    number = 0
    for record in (ServiceProduct, Organisation):
        for name, field in fields_of(record).items():
            if not field.searched or not isinstance(field.value, Words | PlainText):
                continue
            number += 1
            word = f"hakusana{number:03d}"
            value = {"fi": word} if isinstance(field.value, Words) else word
            values = {"name": {"fi": f"Nimi {number}"}, name: value}
            if record is Organisation:
                values["sector"] = "third"
            made = store.write(lambda s, r=record, v=values: editing.add(s, r, v)).result
            with store.read() as session:
                assert [hit.record_id for hit in search.find(session, word)] == [made], name
    assert number > 10


def test_rows_inside_a_record_are_searched(demo: Store) -> None:
    with demo.read() as session:
        assert any(hit.kind == "organisation" for hit in search.find(session, "Åkerlund"))
        assert any(hit.kind == "service_path" for hit in search.find(session, "kotiutushoitaja"))


def test_the_alphabet_is_finnish_and_numbers_go_by_size() -> None:
    titles = ["Öljy", "Zorro", "Äiti", "Åke", "apu 10", "apu 9", "Apu"]
    ordered = ["Apu", "apu 9", "apu 10", "Zorro", "Åke", "Äiti", "Öljy"]
    assert sorted(titles, key=search.sort_key) == ordered


def test_lists_follow_the_language(store: Store) -> None:
    for finnish, english in (("Aamu", "Zebra"), ("Yö", "Apple")):
        store.write(
            lambda s, f=finnish, e=english: editing.add(
                s, ServiceProduct, {"name": {"fi": f, "en": e}}
            )
        )

    def titles() -> list[str]:
        with store.read() as session:
            ids = listing.ids(session, ServiceProduct, Listing())
            found = search.titles(session, ids)
            return [found[each] for each in ids]

    assert titles() == ["Aamu", "Yö"]
    with speaking("en"):
        assert titles() == ["Apple", "Zebra"]


def test_the_bin_is_a_list_of_its_own(store: Store) -> None:
    kept, removed = add(store, "Jää"), add(store, "Menee")
    store.write(lambda s: editing.remove(s, ServiceProduct, [removed]))
    with store.read() as session:
        assert listing.ids(session, ServiceProduct, Listing()) == [kept]
        assert listing.ids(session, ServiceProduct, Listing(deleted=True)) == [removed]
        assert search.find(session, "menee") == []


@pytest.mark.parametrize("order", ["duration", "stage", "code", "name", "promise"])
def test_every_order_has_every_record_once(demo: Store, order: str) -> None:
    with demo.read() as session:
        usual = listing.ids(session, ServiceProduct, Listing())
        up = listing.ids(session, ServiceProduct, Listing(order=order))
        down = listing.ids(session, ServiceProduct, Listing(order=order, descending=True))
    assert sorted(up) == sorted(down) == sorted(usual)
    assert len(usual) == 14


def test_a_rebuilt_directory_is_the_same(demo: Store) -> None:
    def found() -> object:
        with demo.read() as session:
            return search.find(session, "koti"), listing.ids(session, ServiceProduct, Listing())

    before = found()
    demo.keep(lambda s: search.rebuild(s, record_kinds().values()))
    assert found() == before


def test_the_directory_follows_when_the_program_speaks_another_language(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = tuple(record_kinds().values())
    assert not demo.keep(lambda s: search.follow_languages(s, kinds)), "nothing to do"
    monkeypatch.setattr(search, "languages", lambda: ("fi", "en", "sv"))
    assert demo.keep(lambda s: search.follow_languages(s, kinds))
    with demo.read() as session:
        titles = session.query(search.DirectoryTitle.language).distinct().all()
    assert {language for (language,) in titles} == {"fi", "en", "sv"}
    assert not demo.keep(lambda s: search.follow_languages(s, kinds))


def test_many_of_one_kind_leave_room_for_the_others(demo: Store) -> None:
    with demo.read() as session:
        every = search.find(session, "mäkelä", limit=1000)
        few = search.find(session, "mäkelä", each=2)
    counts = Counter(hit.kind for hit in few)
    assert max(counts.values()) == 2
    assert set(counts) == {hit.kind for hit in every}
    assert few[0] == every[0]
