"""What a pull brings, page by page."""

import msgspec
import pytest
import zstandard
from sqlalchemy import update

from app.register import pulling
from app.register.tables import device, network
from app.sync import protocol
from app.sync.protocol import PullAnswer
from tests.register.offices import Net, Office, fault, part, values, whole


def cursor(net: Net, office: Office) -> int:
    return next(row["cursor"] for row in net.rows(device) if row["device_id"] == office.device)


def test_pages_bring_each_record_once_in_commit_order(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    made = [office.add({"name": {"fi": str(number)}}) for number in range(7)]
    office.push(part(office, made[2], {"name": {"fi": "viimeisin"}}))
    pages, after = [], 0
    while True:
        page = other.page(after, limit=3)
        pages.append([state.id for state in page.records])
        after = page.next
        if not page.more:
            break
        assert other.page(after, limit=3).records, "a page can be asked for again"
    wanted = [each.record for each in (*made[:2], *made[3:], made[2])]
    assert pages == [wanted[:3], wanted[3:6], wanted[6:]]
    assert after == page.position == net.position == 8
    state = page.records[0]
    assert (state.owner, state.kind) == (office.organisation, "service_path")
    row = net.row(state.id)
    assert bytes(state.fields).decode() == row["fields"]
    assert state.stamps == msgspec.json.decode(row["stamps"])


def test_a_full_last_page_is_the_last(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    for number in range(4):
        office.add({"name": {"fi": str(number)}})
    first = other.page(0, limit=2)
    second = other.page(first.next, limit=2)
    assert (first.more, second.more, len(second.records)) == (True, False, 2)
    assert second.next == second.position


def test_a_device_is_not_told_what_it_did_itself(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}, "need": {"fi": "Apu"}})
    assert here.pull() == []
    assert set(values(there.pull())) == {made.record}
    here.push(part(here, made, {"name": {"fi": "Kaksi"}}))
    assert here.pull() == []
    assert set(values(there.pull())) == {made.record}
    there.push(part(there, made, {"need": {"fi": "Muu"}}))
    assert values(here.pull())[made.record]["need"] == {"fi": "Muu"}
    assert there.pull() == []


def test_a_record_of_two_writers_is_told_to_both(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}, "need": {"fi": "Apu"}})
    there.pull(), here.pull()
    there.push(part(there, made, {"need": {"fi": "Muu"}}))
    here.push(part(here, made, {"name": {"fi": "Kaksi"}}))  # it hasn't heard of the other change
    together = {"name": {"fi": "Kaksi"}, "need": {"fi": "Muu"}}
    assert values(here.pull()) == values(there.pull()) == {made.record: together}


def test_a_copy_is_told_everything_its_original_wrote(net: Net) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Yksi"}})
    assert set(values(office.renewed().pull())) == {made.record}


def test_losses_come_with_the_page_of_their_position(net: Net) -> None:
    here, there = net.office("A"), net.office("A")
    stranger = net.office("B")
    made = here.add({"name": {"fi": "Yksi"}})
    other = here.add({"name": {"fi": "Muu"}})
    mine = part(here, made, {"name": {"fi": "Kaksi"}}, {"name": made.stamp})
    here.push(mine)
    theirs = part(there, made, {"name": {"fi": "Kolme"}}, {"name": made.stamp})
    there.push(theirs)
    page = here.page(0)
    (lost,) = page.lost
    assert (lost.record, lost.field, lost.stamp, lost.later, lost.by) == (
        made.record,
        "name",
        mine.stamp,
        theirs.stamp,
        "A",
    )
    assert msgspec.json.decode(lost.value) == {"fi": "Kaksi"}
    assert here.page(page.next).lost == []
    first = stranger.page(0, limit=1)
    assert [state.id for state in first.records] == [other.record]
    assert (first.lost, stranger.page(0).lost) == ([], []), "they are of another organisation"
    newcomer = net.office("A")
    first = newcomer.page(0, limit=1)
    assert (first.lost, len(newcomer.page(first.next).lost)) == ([], 1)


@pytest.mark.parametrize(("name", "most"), [("MOST_LOST", 2), ("MOST_PAGE", 40), ("_CHUNK", 2)])
def test_large_pages_are_cut_and_nothing_is_missed(
    net: Net, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    here, there = net.office("A"), net.office("A")
    made = [here.add({"name": {"fi": "x" * 20}, "need": {"fi": str(n)}}) for n in range(5)]
    there.push(*(part(there, each, {"name": {}, "need": {}}) for each in made))
    here.push(*(part(here, each, {"need": {"fi": "uusi"}}, {"need": ""}) for each in made[:3]))
    monkeypatch.setattr(pulling, name, most)
    if name == "_CHUNK":
        monkeypatch.setattr(pulling, "_LOST", pulling._LOST.limit(most))
    records, losses, pages = [], [], 0
    newcomer = net.office("A")
    while True:
        page = newcomer.page(limit=100)
        records += [state.id for state in page.records]
        losses += [lost.id for lost in page.lost]
        newcomer.cursor = page.next
        pages += 1
        if not page.more:
            break
    assert records == [each.record for each in (*made[3:], *made[:3])]
    assert len(losses) == len(set(losses)) == 10 + 3
    assert pages > 1 or name == "_CHUNK"


def test_the_cursor_that_a_device_tells_is_noted(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    assert cursor(net, other) == -1
    for number in range(5):
        office.add({"name": {"fi": str(number)}})
    other.page(0, limit=2)
    assert cursor(net, other) == 0
    other.page(2, limit=2)
    assert cursor(net, other) == 2
    other.push(whole(other, {}), after=4)
    assert cursor(net, other) == 4
    other.page(1000)
    assert cursor(net, other) == 4, "the register isn't so far yet"


def test_an_old_copy_that_begins_from_nothing_is_told_to_renew_itself(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    for number in range(3):
        office.add({"name": {"fi": str(number)}})
    other.page(2)
    assert fault(other.fetch(after=0)) == (409, "copy")
    assert cursor(net, other) == 2


def test_an_idle_pull_writes_nothing(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    office, other = net.office("A"), net.office("B")
    office.add({"name": {"fi": "Yksi"}})
    other.pull()
    other.pull()
    monkeypatch.setattr(net.database, "writing", None)
    answer = other.fetch()
    assert answer.status_code == 200
    assert len(answer.content) < 150


def test_the_slower_copy_of_a_file_is_told_to_renew_itself(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    for number in range(3):
        other.add({"name": {"fi": str(number)}})
    office.pull()
    office.page()
    assert office.cursor == 3
    assert fault(office.fetch(after=2)) == (409, "copy")
    change = whole(office, {"name": {"fi": "Kopio"}})
    assert fault(office.send(change, after=2)) == (409, "copy")
    copy = office.renewed()
    assert len(copy.page(2).records) == 1
    assert copy.push(change, after=2)[0].outcome == "applied"


def forget(net: Net, horizon: int) -> None:
    with net.database.writing() as connection:
        connection.execute(
            update(network).where(network.c.network_id == net.id).values(horizon=horizon)
        )


def test_who_was_away_too_long_takes_a_fresh_copy(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    for number in range(5):
        other.add({"name": {"fi": str(number)}})
    forget(net, 4)
    assert fault(office.fetch(after=3)) == (410, "fresh")
    assert fault(office.send(whole(office, {}), after=3)) == (410, "fresh")
    assert len(office.pull(limit=2)) == 5, "its pages begin before the horizon too"
    assert office.push(whole(office, {}))[0].outcome == "applied"
    behind, renewed = net.office("A"), office.renewed()
    assert behind.fetch(after=4).status_code == 200
    assert fault(renewed.fetch(after=2)) == (410, "fresh")


def test_a_register_that_knows_less_says_so(net: Net) -> None:
    page = net.office("A").page(1000)
    assert (page.position, page.next, page.records, page.more) == (0, 0, [], False)


def test_answers_are_packed_where_it_is_worth_it(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    small = other.ask(
        "GET", protocol.PULL, params={"after": 0}, headers={"Accept-Encoding": "zstd"}
    )
    assert "content-encoding" not in small.headers
    office.add({"name": {"fi": "palvelu"}, "need": {"fi": "apua kotiin " * 20}, "x": "y" * 900})
    for accepted, packed in (("gzip, zstd;q=0.5", True), ("zstd;q=0", False), ("identity", False)):
        headers = {**other.headers, "Accept-Encoding": accepted}
        with_head = net._runner.run(raw_content(net, headers))
        content, encoding = with_head
        assert (encoding == "zstd") is packed
        if packed:
            content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
        assert len(msgspec.json.decode(content, type=PullAnswer).records) == 1


async def raw_content(net: Net, headers: dict[str, str]) -> tuple[bytes, str]:
    """The body of an answer as it went over the line."""
    async with net._client.stream(
        "GET", protocol.PULL, params={"after": 0}, headers=headers
    ) as answer:
        content = b"".join([part async for part in answer.aiter_raw()])
        return content, answer.headers.get("content-encoding", "")


@pytest.mark.parametrize(
    "query",
    [
        *("", "after=", "after=-1", "after=1.0", "after=x", "after=%2B1", "after=%D9%A3"),
        *("after=99999999999999999999", "after=0&limit=0", "after=0&limit=1001", "after=0&limit="),
    ],
)
def test_parameters_are_numbers(net: Net, query: str) -> None:
    office = net.office("A")
    assert fault(office.ask("GET", f"{protocol.PULL}?{query}")) == (400, "malformed")
