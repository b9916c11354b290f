"""Pictures of a record that two offices replace."""

import struct
import zlib
from typing import Any

from app.core import attachment, editing
from app.core.store import Store
from app.organisation.records import Organisation
from app.sync import conflicts
from tests.sync.running import Join, sync


def png(grey: int) -> bytes:
    """A picture of one pixel."""

    def part(name: bytes, said: bytes) -> bytes:
        return (
            struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, grey]))
    parts = part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_a_picture_that_was_replaced_unseen_asks_nobody(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    organisation = first.write(
        lambda s: editing.add(
            s, Organisation, {"own": True, "name": {"fi": "A"}, "sector": "third"}
        )
    ).result
    sync(first), sync(second)

    def draw(store: Store, content: bytes) -> None:
        def work(session: Any) -> Any:
            kept = attachment.attach_bytes(session, organisation, "logo.png", content).result
            session.flush()
            return editing.change(session, Organisation, organisation, {"logo": kept})

        store.write(work)

    draw(first, png(1))
    draw(second, png(2))
    sync(first), sync(second), sync(first), sync(second)
    for store in (first, second):
        with store.read() as session:
            for told in conflicts.waiting(session):
                store.write(lambda s, told=told: conflicts.take_mine(s, told.id))
            logo = session.get(Organisation, organisation).logo
            assert attachment.content(session, logo) == png(2)
