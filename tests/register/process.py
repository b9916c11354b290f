"""Pushes without a server around them, also from a process of its own; so it imports as little as it can."""

import time

import msgspec

from app.core.record import new_id
from app.register import devices, pushing
from app.register.database import Database, open_database
from app.register.devices import Device
from app.sync import protocol
from app.sync.protocol import Answer, Change, PushRequest
from app.sync.stamp import Clock


def known(database: Database, token: str) -> Device:
    with database.reading() as connection:
        return devices.by_token(connection, token)


def push(database: Database, token: str, name: str, count: int = 1) -> list[str]:
    """Push some new records; their ids."""
    device = known(database, token)
    stamp = Clock(time.time_ns() // 1_000_000).stamp(device.tag)
    fields = protocol.encode({"name": {"fi": name}})
    ids = [new_id() for _each in range(count)]
    changes = [
        Change(new_id(), "service_path", each, stamp, msgspec.Raw(fields), whole=True)
        for each in ids
    ]
    answers = pushing.push(database, device, PushRequest(0, changes)).answers
    assert answers == [Answer(change.id) for change in changes]
    return ids


def serve(address: str, token: str, name: str, pushes: int) -> list[str]:
    """What a server process does: some pushes, one after the other."""
    database = open_database(address)
    try:
        return [each for _push in range(pushes) for each in push(database, token, name, 3)]
    finally:
        database.close()
