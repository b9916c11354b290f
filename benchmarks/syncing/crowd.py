"""Many offices at once: they speak the protocol, and have no stores. Some of them, in a process of its own.

Each pushes a few changed fields of records of its own and fetches what the others have changed, again and again.
Prints JSON on standard output. The requests are written by hand on plain sockets: what is measured are the servers,
and not this program.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

import msgspec
import zstandard

from app.core.record import new_id
from app.sync import protocol
from app.sync.protocol import Change, NetworkAnswer, PullAnswer, PushAnswer, PushRequest
from app.sync.stamp import Clock, tag_of

RECORDS, CHANGES = 20, 3
KIND = "service_path"
_TEXT = "Asiakas kotiutuu sairaalasta ja tarvitsee apua arjessa ensimmäisinä viikkoina."


class Office:
    """One of them."""

    def __init__(self, port: int, device: str, token: str) -> None:
        self.port, self.tag, self.token = port, tag_of(device), token
        self.clock, self.cursor = Clock(), 0
        self.records = [new_id() for _record in range(RECORDS)]
        self.pushes: list[float] = []
        self.pulls: list[float] = []
        self.fetched = self.bytes = 0
        self._unzip = zstandard.ZstdDecompressor()

    async def connect(self) -> None:
        """Connect, and have some records in the register."""
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self.port)
        await self._push(
            [self._change(each, {"name": {"fi": _TEXT}}, whole=True) for each in self.records]
        )
        self.pushes.clear()

    async def catch_up(self) -> None:
        """Begin from where the network stands, as an office that has fetched everything until now."""
        answer = msgspec.json.decode(await self._ask("GET", protocol.NETWORK), type=NetworkAnswer)
        self.cursor = answer.position

    async def turn(self, chance: random.Random) -> None:
        """Change something, and fetch what others have changed."""
        fields = {"need": {"fi": f"{_TEXT} {chance.random()}"}}
        await self._push(
            [self._change(each, fields) for each in chance.sample(self.records, CHANGES)]
        )
        more = True
        while more:
            begin = time.perf_counter()
            content = await self._ask("GET", f"{protocol.PULL}?after={self.cursor}&limit=1000")
            self.pulls.append(time.perf_counter() - begin)
            answer = msgspec.json.decode(content, type=PullAnswer)
            self.cursor, more = answer.next, answer.more
            self.fetched += len(answer.records)

    async def _push(self, changes: list[Change]) -> None:
        body = protocol.encode(PushRequest(self.cursor, changes))
        begin = time.perf_counter()
        content = await self._ask("POST", protocol.PUSH, body)
        self.pushes.append(time.perf_counter() - begin)
        answers = msgspec.json.decode(content, type=PushAnswer).answers
        assert not any(answer.refused for answer in answers), answers

    def _change(self, record: str, fields: dict[str, Any], *, whole: bool = False) -> Change:
        self.clock = self.clock.tick(time.time_ns() // 1_000_000)
        stamp, raw = self.clock.stamp(self.tag), msgspec.Raw(protocol.encode(fields))
        return Change(new_id(), KIND, record, stamp, raw, whole=whole)

    async def _ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
            f"Accept-Encoding: zstd\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._out.write(head.encode() + body)
        told = (await self._in.readuntil(b"\r\n\r\n")).decode().lower()
        assert told.startswith("http/1.1 200"), told
        length = int(told.partition("content-length:")[2].partition("\r\n")[0])
        content = await self._in.readexactly(length)
        self.bytes += len(head) + len(body) + len(told) + length
        return self._unzip.decompress(content) if "content-encoding: zstd" in told else content


async def run(offices: list[Office], begin: float, seconds: float, pause: float) -> float:
    """Let all of them work until the time is over, each waiting between its turns; how long it took."""
    for office in offices:
        await office.connect()
    await asyncio.sleep(max(0.0, begin - time.time()))
    for office in offices:
        await office.catch_up()
    begin = time.time()
    until = begin + seconds

    async def work(office: Office, seed: int) -> None:
        chance = random.Random(seed)
        await asyncio.sleep(chance.random() * pause)
        while time.time() < until:
            await office.turn(chance)
            await asyncio.sleep(pause * (0.5 + chance.random()))

    await asyncio.gather(*(work(office, at) for at, office in enumerate(offices)))
    return time.time() - begin


if __name__ == "__main__":
    given = json.load(sys.stdin)
    crowd = [Office(*each) for each in given["offices"]]
    took = asyncio.run(run(crowd, given["begin"], given["seconds"], given["pause"]))
    said = {
        "took": took,
        "pushes": [each for office in crowd for each in office.pushes],
        "pulls": [each for office in crowd for each in office.pulls],
        "fetched": sum(office.fetched for office in crowd),
        "bytes": sum(office.bytes for office in crowd),
    }
    print(json.dumps(said))
