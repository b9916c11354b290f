"""The catalogue follows: what changes is found as it is, however often and in whatever order it comes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from app.catalogue import folding, following, postings, tables
from app.catalogue.index import Changes
from app.core.record import new_id
from tests.catalogue.records import Kept, certificate, organisation, service


@pytest.fixture
def shown(kept: Kept) -> Kept:
    """A catalogue with an organisation and a service."""
    kept.put("organisation", organisation(), "o")
    kept.put("service", service(), "s")
    kept.follow()
    return kept


def content(kept: Kept) -> dict[str, Any]:
    """What is found and how, whatever the numbers of the entries."""
    with kept.reading() as connection:
        entries = connection.execute(select(tables.entry)).mappings().all()
        called = {row["number"]: row["record_id"] for row in entries}
        found: dict[str, Any] = {
            row["record_id"]: (row["state"], row["fields"], set(row["terms"].split("\n")))
            for row in entries
        }
        for table in (tables.ordering, tables.span):
            for row in connection.execute(select(table)).mappings():
                values = {**row, "number": called[row["number"]]}
                found[f"{table.name} {sorted(values.items(), key=str)}"] = True
        for row in connection.execute(select(tables.posting)).mappings():
            bits = postings.unpacked(row["numbers"])
            its = {called[each] for each in postings.numbers_of(row["block"], bits)}
            found.setdefault(f"{row['facet']} {row['term']}", set()).update(its)
        found["links"] = {tuple(row) for row in connection.execute(select(tables.link))}
    return found


def test_a_service_comes_with_its_organisation_whichever_is_first(kept: Kept) -> None:
    kept.put("service", service())
    kept.follow()
    assert kept.names() == []
    kept.put("organisation", organisation(), "o")
    kept.follow()
    assert kept.names(words="saatto rantakyl") == ["Saattoapu"]
    kept.delete("o")
    kept.follow()
    assert kept.names() == []


def test_a_changed_organisation_changes_its_services(shown: Kept) -> None:
    before = shown.find()[0].modified_at
    shown.now += 1000
    shown.put("organisation", organisation("Kotiapu Oy", sector="business"), "o")
    shown.follow()
    (found,) = shown.find(words="kotiapu", sector=("business",))
    assert found.modified_at == before + 1000
    assert shown.names(words="rantakylan") == []
    shown.now += 1000
    shown.put("organisation", organisation("Kotiapu Oy", sector="business", iban="FI1"), "o")
    shown.follow()
    assert shown.find()[0].modified_at == before + 1000, "nothing that is shown has changed"


def test_a_withdrawn_certificate_is_gone_at_once(shown: Kept) -> None:
    service_id = shown.put("service", service("Kotihoito"))
    made = shown.put("certificate", certificate(service_id))
    shown.follow()
    assert shown.names(certified=True) == ["Kotihoito"]
    assert shown.names(scheme=("network_quality",)) == ["Kotihoito"]
    assert shown.names(scheme=("other",)) == []
    before = shown.one(service_id)
    shown.now += 1000
    shown.put("certificate", certificate(service_id, status="withdrawn"), made)
    shown.follow()
    after = shown.one(service_id)
    assert shown.names(certified=True) == []
    assert before is not None
    assert after is not None
    assert (len(before.valid), len(after.valid)) == (1, 0)
    assert [each.status for each in after.certificates] == ["withdrawn"]
    assert after.modified_at == before.modified_at + 1000
    shown.delete(made)
    shown.follow()
    gone = shown.one(service_id)
    assert gone is not None
    assert gone.certificates == ()


def test_a_certificate_ends_at_midnight_by_itself(shown: Kept) -> None:
    service_id = shown.put("service", service("Kotihoito"))
    shown.put("certificate", certificate(service_id, valid_to="2026-12-01"))
    shown.follow()
    last, after = date(2026, 12, 1), date(2026, 12, 2)
    assert shown.names(last, certified=True) == ["Kotihoito"]
    assert shown.names(after, certified=True) == []
    moments = [shown.one(service_id, day=day) for day in (last, after, date(2027, 1, 1))]
    assert [len(each.valid) for each in moments if each] == [1, 0, 0]
    midnight = 1_796_162_400_000  # 2026-12-02 00:00 in Helsinki
    assert [each.modified_at for each in moments if each][1:] == [midnight, midnight]
    for moment, names in ((midnight, ["Kotihoito"]), (midnight + 1, [])):
        assert shown.names(after, modified_after=moment) == names
    assert shown.names(last, modified_after=midnight) == []


def test_an_ended_service_is_found_by_its_id_for_ninety_days(shown: Kept) -> None:
    shown.put("service", service(stage="retired"), "s")
    shown.follow()
    assert shown.names() == []
    found = shown.one("s", day=date(2026, 12, 1))
    assert found is not None
    assert found.state == "ended"
    assert shown.one("s", day=date(2027, 4, 1)) is None
    shown.now += 10**9
    shown.put("service", service("Uusi nimi", stage="retired"), "s")
    shown.follow()
    assert shown.one("s", day=date(2027, 4, 1)) is None, "it ended when it ended"
    shown.put("service", service(stage="draft"), "s")
    shown.follow()
    assert shown.one("s") is None


def test_following_twice_changes_nothing(shown: Kept) -> None:
    shown.put("certificate", certificate("s"))
    shown.follow()
    before = content(shown)
    with shown.engine.begin() as connection:
        following.take(connection, shown.network, shown.source(0, 99, 99), shown.now + 5)
    assert content(shown) == before
    assert shown.find()[0].modified_at == shown.now


def test_forgotten_deletions_are_noticed(shown: Kept) -> None:
    other = shown.put("service", service("Toinen"))
    shown.follow()
    del shown.records["s"]  # deleted, and compacted before the catalogue heard of it
    shown.position += 5
    shown.horizon = shown.position - 1
    before = shown.find(words="toinen")[0].modified_at
    shown.now += 1000
    shown.follow(limit=1)
    assert shown.names() == ["Toinen"]
    assert shown.one("s") is None
    found = shown.one(other)
    assert found is not None
    assert found.modified_at == before, "it was only met again"


def test_a_register_restored_from_an_older_copy_is_followed_anew(shown: Kept) -> None:
    shown.put("service", service("Toinen"))
    shown.follow()
    newest = max(shown.records.values(), key=lambda each: each.position)
    del shown.records[newest.record_id]
    shown.position = 2
    shown.follow()
    assert shown.names() == ["Saattoapu"]


def test_other_rules_make_it_anew(shown: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.put("certificate", certificate("s"))
    shown.follow()
    before, modified = content(shown), shown.find()[0].modified_at
    monkeypatch.setattr(following, "VERSION", following.VERSION + 1)
    with shown.reading() as connection:
        assert following.is_behind(connection, shown.network, shown.position, 0)
    shown.now += 1000
    shown.follow(limit=1)
    assert content(shown) == before
    assert shown.find()[0].modified_at == modified, "nobody has changed anything"
    with shown.reading() as connection:
        assert not following.is_behind(connection, shown.network, shown.position, 0)


KINDS = ("organisation", "service", "certificate", "service_path", "event")
IDS = [f"00000000-0000-7000-8000-00000000000{number}" for number in range(5)]
STEP = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(range(5)), st.integers(0, 3), st.booleans()
)


def fields_of(kind: str, number: int, how: int) -> dict[str, Any]:
    match kind:
        case "organisation":
            return organisation(f"Yritys {how}")
        case "service":
            return service(
                f"Palvelu {number} {how}", stage=["productised", "retired", "draft"][how % 3]
            )
        case "certificate":
            return certificate(IDS[number], IDS[how], status=["valid", "suspended"][how % 2])
        case "service_path":
            return {"name": {"fi": f"Polku {how}"}, "steps": [{"service_id": IDS[how]}]}
        case _:
            return {"name": {"fi": f"Ilta {how}"}, "public": how > 1, "starts_on": "2026-12-01"}


@given(st.lists(st.tuples(STEP, st.booleans()), max_size=16))
def test_whatever_the_course_the_catalogue_is_that_of_the_records(
    steps: list[tuple[tuple[str, int, int, bool], bool]],
) -> None:
    engines = [create_engine("sqlite://", poolclass=StaticPool) for _each in range(2)]
    kept, fresh = (Kept(each, "network") for each in engines)
    for each in engines:
        tables.metadata.create_all(each)
    for (kind, number, how, deleted), follows in steps:
        record_id = IDS[number] if kind == "service" else f"{kind} {number}"
        kept.put(
            kind, fields_of(kind, number, how), record_id, f"owner {number % 2}", deleted=deleted
        )
        if follows:
            kept.follow(limit=3)
    kept.follow(limit=3)
    fresh.records, fresh.position = kept.records, kept.position
    fresh.follow()
    assert content(kept) == content(fresh)
    for each in engines:
        each.dispose()


FOUND = st.tuples(
    st.frozensets(st.sampled_from(["x\t1", "x\t2"])),
    st.frozensets(st.sampled_from(["apu", "arki", "a"])),
)


@given(st.lists(st.tuples(st.integers(1, 3), FOUND), max_size=12), st.integers(1, 4))
def test_what_was_noted_last_of_an_entry_is_written(
    steps: list[tuple[int, tuple[frozenset[str], frozenset[str]]]], together: int
) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    nothing = (frozenset[str](), frozenset[str]())
    now = dict.fromkeys((1, 2, 3), nothing)
    with engine.begin() as connection:
        changes = Changes("network")
        for at, (number, found) in enumerate(steps):
            changes.note("k", number, now[number], found)
            now[number] = found
            if at % together == 0:
                changes.write(connection)
        changes.write(connection)
        expected: dict[tuple[str, str], set[int]] = {}
        for number, (terms, words) in now.items():
            keys = {("k.x", each[2:]) for each in terms} | {("k.word", each) for each in words}
            keys |= {("k.beginning", each) for each in folding.beginnings(words)}
            for key in keys:
                expected.setdefault(key, set()).add(number)
        rows = connection.execute(select(tables.posting)).mappings().all()
    engine.dispose()
    assert expected == {
        (row["facet"], row["term"]): set(
            postings.numbers_of(row["block"], postings.unpacked(row["numbers"]))
        )
        for row in rows
    }


def test_numbers_go_on_beyond_a_block(kept: Kept) -> None:
    kept.put("organisation", organisation(), new_id())
    with kept.engine.begin() as connection:
        following.take(connection, kept.network, kept.source(0, 9, 9), 1)
        connection.execute(tables.state.update().values(last_number=tables.BLOCK - 2))
    for number in range(4):
        kept.put("service", service(f"Palvelu {number}"))
    kept.follow()
    assert len(kept.names(words="palvelu")) == 4
    assert len(kept.names(words="pa")) == 4
