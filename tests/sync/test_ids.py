"""Records under the ids of others, and records that the register lost."""

from sqlalchemy import delete

from app.certification.requests.records import CertificateRequest
from app.core import editing
from app.core.record import new_id
from app.register import tables
from app.register.database import Database
from app.sync import conflicts, refused
from app.sync import link as links
from app.sync.protocol import Role
from app.sync.records import Shared
from tests.sync.running import Join, Network, Register, add_path, paths, sync
from tests.sync.strangers import REQUEST, Program, link_of, made_here, take_in


def test_a_record_under_the_id_of_ours_changes_nothing_here(join: Join) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Oma")  # it waits to be sent
    stranger = made_here(
        {"name": {"fi": "Kaapattu"}, "deleted_at": "2024-01-01T00:00:00Z"}, new_id()
    )
    other_kind = made_here({"x": 1}, link_of(store).organisation_id, "tender")
    stranger.id = other_kind.id = record
    take_in(store, stranger)
    take_in(store, other_kind)
    found = paths(store)[record]
    assert (found.name, found.deleted_at) == ({"fi": "Oma"}, None)
    with store.read() as session:
        shared = session.get(Shared, record)
        assert (shared.kind, shared.own) == ("service_path", True)
        assert shared.owner == links.of(session).organisation_id


def test_a_squatted_id_is_told_and_everything_else_goes_out(
    join: Join, register: Register, network: Network
) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Oma")
    thief = Program(register, network, "Varas")
    assert thief.push("service_path", {"name": {"fi": "Kaapattu"}}, record).outcome == "applied"
    other = add_path(store, "Toinen")
    report = sync(store)
    assert report.refused == 1
    assert paths(store)[record].name == {"fi": "Oma"}
    colleague = join("b", "Arkiapu")
    sync(colleague)
    assert set(paths(colleague)) == {other}


def test_a_lost_record_of_another_office_isnt_made_ours(
    join: Join, database: Database, network: Network
) -> None:
    """The register was restored from a backup that doesn't have a request; a certifier answers it."""
    member, certifier = join("a", "Arkiapu"), join("c", "Kehitys", role=Role.CERTIFIER)
    request = member.write(lambda s: editing.add(s, CertificateRequest, REQUEST)).result
    sync(member), sync(certifier)
    database.write(
        lambda c: c.execute(delete(tables.record).where(tables.record.c.record_id == request))
    )
    values = {"decision": "declined", "answer": "Ei vielä"}
    certifier.write(lambda s: editing.change(s, CertificateRequest, request, values))
    assert sync(certifier).refused == 1
    sync(member, repair=True)
    with database.reading() as connection:
        owner = connection.scalar(
            tables.record.select()
            .with_only_columns(tables.record.c.owner)
            .where(tables.record.c.record_id == request)
        )
    assert owner == link_of(member).organisation_id
    sync(certifier)  # what the office has sent again is the later word: the certifier's is kept
    with certifier.read() as session:
        assert refused.waiting(session) == []
        kept = {told.mine: told.id for told in conflicts.waiting(session)}
    certifier.write(lambda s: conflicts.take_mine(s, kept["Ei vielä"]))
    sync(certifier), sync(member)
    with member.read() as session:
        assert session.get(CertificateRequest, request).answer == "Ei vielä"
