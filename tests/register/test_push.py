"""What becomes of the changes of a push."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from app.core.record import new_id
from app.register import changing, devices, pushing
from app.register.tables import change as changes
from app.register.tables import lost as losses
from app.sync.merge import Stamps
from app.sync.protocol import (
    MOST_FIELDS,
    MOST_RECORD,
    Answer,
    Change,
    Outcome,
    PushRequest,
    Role,
)
from app.sync.stamp import MOST_AHEAD
from tests.register.offices import Net, part, raw, values, whole, why


def test_a_new_record_is_kept_as_it_came(net: Net) -> None:
    office = net.office("A")
    written = b'{ "need":{"fi":"\\u00e4"},\t"name":{"fi":"K\xc3\xa4velylle"} }'
    made = office.add(written)
    row = net.row(made.record)
    assert row["fields"] == written.decode()
    assert row["stamps"] == Stamps({"": made.stamp}).written()
    assert (row["owner"], row["kind"]) == (office.organisation, made.kind)
    assert row["position"] == net.position == 1


def test_a_change_that_comes_again_is_answered_as_before(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    made = office.add({"name": {"fi": "Yksi"}})
    first = part(office, made, {"name": {"fi": "Kaksi"}, "stage": 5, "steps": "wrong"})
    (answer,) = office.push(first)
    assert answer.outcome == Outcome.APPLIED
    assert why(answer) == [("steps", "value")]
    later = part(office, made, {"name": {"fi": "Kolme"}})
    office.push(later)
    at = net.position
    assert office.push(first, later, made) == [answer, Answer(later.id), Answer(made.id)]
    assert net.position == at
    assert values(other.pull())[made.record]["name"] == {"fi": "Kolme"}


def test_a_change_twice_in_one_push_is_applied_once(net: Net) -> None:
    office = net.office("A")
    made = whole(office, {"name": {"fi": "Yksi"}})
    changed = part(office, made, {"name": {"fi": "Kaksi"}})
    assert office.push(made, changed, made, changed) == [
        Answer(made.id),
        Answer(changed.id),
        Answer(made.id),
        Answer(changed.id),
    ]
    assert net.position == 1
    assert msgspec.json.decode(net.row(made.record)["fields"]) == {"name": {"fi": "Kaksi"}}


def test_the_later_stamp_wins_whatever_comes_first(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}, "need": {"fi": "Apu"}})
    early, late = part(there, made, {"name": {"fi": "Kaksi"}}), here.stamp()
    here.push(part(here, made, {"name": {"fi": "Kolme"}}, stamp=late))
    at = net.position
    (answer,) = there.push(early)
    assert answer.outcome == Outcome.SUPERSEDED
    assert msgspec.json.decode(answer.current["name"].value) == {"fi": "Kolme"}
    assert answer.current["name"].stamp == late
    assert net.position == at, "nothing has changed"
    assert there.push(early) == [answer], "the same answer again"


def test_fields_are_merged_on_their_own(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}, "need": {"fi": "Apu"}})
    old = there.stamp()
    here.push(part(here, made, {"name": {"fi": "Kolme"}}))
    (answer,) = there.push(
        part(there, made, {"name": {"fi": "Kaksi"}, "need": {"fi": "Muu"}}, stamp=old)
    )
    assert answer.outcome == Outcome.APPLIED
    assert list(answer.current) == ["name"]
    row = net.row(made.record)
    assert msgspec.json.decode(row["fields"]) == {"name": {"fi": "Kolme"}, "need": {"fi": "Muu"}}
    assert Stamps.parse(row["stamps"]).of("need") == old


def lost(net: Net) -> list[tuple[str, str, str]]:
    return [(row["organisation_id"], row["field"], row["value"]) for row in net.rows(losses)]


def test_what_is_overwritten_unseen_is_kept_for_whom_wrote_it(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}})
    mine = part(here, made, {"name": {"fi": "Kaksi"}}, {"name": made.stamp})
    here.push(mine)
    theirs = part(there, made, {"name": {"fi": "Kolme"}}, {"name": made.stamp})
    assert there.push(theirs) == [Answer(theirs.id)]
    (row,) = net.rows(losses)
    assert msgspec.json.decode(row["value"]) == {"fi": "Kaksi"}
    assert (row["organisation_id"], row["record_id"], row["field"]) == (
        here.organisation,
        made.record,
        "name",
    )
    assert (row["stamp"], row["later"], row["by"]) == (mine.stamp, theirs.stamp, "A")
    assert row["position"] == net.row(made.record)["position"]


def test_what_was_seen_or_is_the_same_is_no_loss(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}})
    there.push(part(there, made, {"name": {"fi": "Kaksi"}}, {"name": made.stamp}))
    there.push(part(there, made, {"name": {"fi": "Kolme"}}))  # its own, seen or not
    here.push(part(here, made, {"name": {"fi": "Kolme"}}))  # the same words
    there.push(part(there, made, {"need": {"fi": "Apu"}}))  # there was none
    assert lost(net) == []


def test_a_loss_is_told_to_whom_wrote_it_not_to_the_owner(net: Net) -> None:
    owner = net.office("A")
    one, two = net.office("C", Role.CERTIFIER), net.office("D", Role.CERTIFIER)
    made = owner.add({"service_name": {"fi": "Arkiapu"}}, "certificate_request")
    one.push(part(one, made, {"answer": "Hyvä"}))
    two.push(part(two, made, {"answer": "Ei vielä"}))
    assert lost(net) == [(one.organisation, "answer", '"Hyvä"')]


def test_a_copy_that_overwrites_what_its_original_wrote_since_is_told(net: Net) -> None:
    original = net.office("A")
    made = original.add({"name": {"fi": "Yksi"}})
    copy = original.renewed()
    original.push(part(original, made, {"name": {"fi": "Kaksi"}}, {"name": made.stamp}))
    copy.push(part(copy, made, {"name": {"fi": "Kolme"}}, {"name": made.stamp}))
    assert lost(net) == [(original.organisation, "name", '{"fi":"Kaksi"}')]


def test_a_bad_change_holds_none_back(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    theirs = other.add({"name": {"fi": "B"}})
    good, bad, unknown = (
        whole(office, {"name": {"fi": "Hyvä"}}),
        part(office, theirs, {"name": {"fi": "Kaapattu"}}),
        part(office, whole(office, {}), {"name": {"fi": "Puuttuva"}}),
    )
    private = whole(office, {"name": "Aino"}, "client")
    answers = office.push(bad, unknown, private, good)
    assert [each.outcome for each in answers] == ["refused", "refused", "refused", "applied"]
    assert [why(each) for each in answers[:3]] == [
        [("", "not_yours")],
        [("", "unknown_record")],
        [("", "unknown_kind")],
    ]
    assert set(values(other.pull())) == {good.record}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "not by language"),
        ("name", {"fi": 1}),
        ("name", {"fi\n": "x"}),
        ("name", {"fi": "x" * 10_000}),
        ("steps", [{"service_id": 5}]),
        ("deleted_at", 1),
    ],
)
def test_values_of_another_shape_are_refused_one_by_one(
    net: Net, field: str, value: object
) -> None:
    office = net.office("A")
    change = whole(office, {"need": {"fi": "Apu"}, field: value})
    (answer,) = office.push(change)
    assert answer.outcome == Outcome.APPLIED
    assert why(answer) == [(field, "value")]
    assert msgspec.json.decode(net.row(change.record)["fields"]) == {"need": {"fi": "Apu"}}
    assert office.push(part(office, change, {field: value}))[0].outcome == Outcome.REFUSED


def test_what_a_newer_program_adds_is_kept_and_passed_on(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    fields = {
        "name": {"fi": "Polku"},
        "mood_2": [1, {"a": None}],
        "steps": [{"id": "x", "later": [True]}],
    }
    known, unknown = office.add(fields), office.add({"anything": 1.5}, "tender_lot")
    found = values(other.pull())
    assert found == {known.record: fields, unknown.record: {"anything": 1.5}}
    office.push(part(office, known, {"name": {"fi": "Uusi"}}))
    assert values(other.pull()) == {known.record: {**fields, "name": {"fi": "Uusi"}}}
    (answer,) = office.push(part(office, known, {"No such name": 1, "mood_2": 2}))
    assert why(answer) == [("No such name", "value")]


def test_stamps_are_of_the_device_and_not_ahead(net: Net, at: Callable[[int], None]) -> None:
    office, other = net.office("A"), net.office("A")
    foreign = whole(office, {"name": {"fi": "Väärä"}}, stamp=other.stamp())
    ahead = whole(office, {"name": {"fi": "Edellä"}}, stamp=office.stamp(MOST_AHEAD + 60_000))
    near = whole(office, {"name": {"fi": "Lähellä"}}, stamp=office.stamp(MOST_AHEAD - 60_000))
    answers = office.push(foreign, ahead, near)
    assert [why(each) for each in answers] == [[("", "clock")], [("", "clock")], []]
    at(2 * 60_000)
    assert office.push(ahead) == [Answer(ahead.id)], "a refused change is judged anew"


def test_a_copy_may_send_what_its_original_wrote(net: Net) -> None:
    original = net.office("A")
    unsent = whole(original, {"name": {"fi": "Vielä lähettämättä"}})
    copy = original.renewed().renewed()
    assert copy.push(unsent) == [Answer(unsent.id)]
    assert original.push(whole(original, {}, stamp=copy.stamp()))[0].outcome == Outcome.REFUSED


def test_records_have_a_largest_size(net: Net) -> None:
    office = net.office("A")
    too_long = whole(office, {"note": "x" * MOST_RECORD}, "tender_lot")
    too_many = whole(office, {f"f{number}": 1 for number in range(MOST_FIELDS + 1)}, "tender_lot")
    assert [why(each) for each in office.push(too_long, too_many)] == [[("", "too_large")]] * 2
    half = office.add({"one": "x" * (MOST_RECORD // 2)}, "tender_lot")
    grown = part(office, half, {"two": "x" * (MOST_RECORD // 2)})
    at = net.position
    assert why(office.push(grown)[0]) == [("", "too_large")]
    assert net.position == at


def test_a_deletion_is_dated_by_the_register(net: Net, at: Callable[[int], None]) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Polku"}, "deleted_at": None})
    assert net.row(made.record)["deleted_at"] is None
    office.push(part(office, made, {"deleted_at": "1999-01-01T00:00:00+00:00"}))
    first = net.row(made.record)["deleted_at"]
    assert first > 1_700_000_000_000
    at(60_000)
    office.push(part(office, made, {"deleted_at": "2000-01-01T00:00:00+00:00"}))
    assert net.row(made.record)["deleted_at"] == first
    office.push(part(office, made, {"deleted_at": None}))
    assert net.row(made.record)["deleted_at"] is None


def test_each_changed_record_has_a_position_of_its_own(net: Net) -> None:
    office = net.office("A")
    made = [office.add({"name": {"fi": name}}) for name in "abc"]
    a, b, c = (net.row(each.record)["position"] for each in made)
    assert (a, b, c) == (1, 2, 3)
    again = part(office, made[0], {"name": {"fi": "a"}}, stamp=made[0].stamp)
    office.push(again, part(office, made[1], {"name": {"fi": "B"}}))
    assert [net.row(each.record)["position"] for each in made] == [1, 4, 3]
    assert net.position == 4


def test_the_kind_of_a_record_stays(net: Net) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Polku"}})
    other = whole(office, {"name": {"fi": "Palvelu"}}, "service", made.record)
    assert why(office.push(other)[0]) == [("", "value")]
    assert net.row(made.record)["kind"] == made.kind


def test_too_much_to_tell_is_left_to_the_next_pull(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "MOST_CURRENT", 30)
    here, there = net.office("A"), net.office("A")
    old = there.stamp()
    made = here.add({"name": {"fi": "Nimi"}, "need": {"fi": "x" * 100}})
    (answer,) = there.push(part(there, made, {"name": {}, "need": {}}, stamp=old))
    assert (answer.outcome, list(answer.current)) == (Outcome.SUPERSEDED, ["name"])


def test_what_was_simply_applied_is_kept_in_short(net: Net) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Polku"}})
    (row,) = net.rows(changes)
    assert (row["change_id"], row["answer"]) == (made.id, "")


def test_many_at_once_on_the_same_records(net: Net) -> None:
    """Pushes that make and change the same records at the same time, and the same push twice."""
    offices = [net.office("A") for _each in range(4)]
    records = [new_id() for _each in range(12)]
    pushes = []
    for number, office in enumerate(offices):
        stamp = office.stamp()
        order = records[number * 3 :] + records[: number * 3]
        pushes.append(
            (
                office,
                [
                    Change(
                        new_id(),
                        "service_path",
                        each,
                        stamp,
                        raw({"name": {"fi": str(number)}}),
                        whole=True,
                    )
                    for each in order
                ],
            )
        )

    def push(each: int) -> list[Answer]:
        office, changed = pushes[each % len(pushes)]
        with net.database.reading() as connection:
            device = devices.by_token(connection, office.token)
        return pushing.push(net.database, device, PushRequest(0, changed)).answers

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(push, range(8)))
    assert answers[:4] == answers[4:], "what came twice was answered twice alike"
    rows = [net.row(each) for each in records]
    latest = max(stamp for _office, (first, *_more) in pushes for stamp in [first.stamp])
    assert {Stamps.parse(row["stamps"]).of("name") for row in rows} == {latest}
    assert len({row["position"] for row in rows}) == len(records)
    assert len(net.rows(changes)) == len(records) * len(offices)
