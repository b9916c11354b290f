"""What the tests around the register's core share: requests without a socket, and a network with offices."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from app.core.record import new_id
from app.register import clock, devices, networks
from app.register.database import Database
from app.sync.protocol import Role

Asked = tuple[str, str, dict[str, Any]]


def ask(application: FastAPI, *asked: Asked, client: str = "192.0.2.1") -> list[httpx.Response]:
    """Ask one after the other; the answers."""

    async def go() -> list[httpx.Response]:
        transport = httpx.ASGITransport(application, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://register") as office:
            return [await office.request(method, path, **given) for method, path, given in asked]

    return asyncio.run(go())


@dataclass
class Known:
    """A device that the register knows."""

    network_id: str
    organisation_id: str
    device_id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def known(database: Database, name: str, network_id: str = "", role: Role = Role.MEMBER) -> Known:
    """A device of an organisation; of a new network when none is told."""
    with database.writing() as connection:
        network_id = network_id or networks.make(connection, "Verkosto")
        organisation_id = networks.organisation_called(connection, network_id, name)
        device_id = new_id()
        token = devices.enrol(connection, network_id, organisation_id, role, device_id, clock.now())
    return Known(network_id, organisation_id, device_id, token)
