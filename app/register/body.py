"""The bodies of requests: read, unpacked and decoded, none of it further than its limit."""

from typing import TypeVar

import msgspec
import zstandard
from starlette.requests import ClientDisconnect, Request

from app.register.refused import Refused
from app.sync.protocol import MOST_BYTES, Code

T = TypeVar("T")
PLAIN, ZSTD = frozenset({"", "identity"}), "zstd"
UNSUPPORTED = 415
SMALL = 4 * 1024
"""The largest body of a request that has little to say, in bytes."""
_SPARE = 16 * 1024
"""Compression may make a body that it can't shorten a little longer."""
_WINDOW = 8 * 1024 * 1024
"""No more memory than this is used to unpack, whatever the body asks for."""


async def read(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body as it came.

    Raises:
        Refused: it is larger than ``most`` bytes.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most + _SPARE:
        raise _too_large(most)
    parts, size = list[bytes](), 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most + _SPARE:
                raise _too_large(most)
            parts.append(part)
    except ClientDisconnect as fault:
        raise Refused(Code.MALFORMED, "The request ended before its body did.") from fault
    return b"".join(parts)


def decode(
    body: bytes, encoding: str, decoder: msgspec.json.Decoder[T], most: int = MOST_BYTES
) -> T:
    """What a body says.

    Args:
        body: as it came.
        encoding: its Content-Encoding.
        decoder: for what it should say.
        most: so many bytes it has unpacked, at most.

    Raises:
        Refused: it is too large, packed in an unknown way, or isn't what the protocol says.
    """
    try:
        return decoder.decode(unpack(body, encoding, most))
    except (ValueError, RecursionError) as fault:
        raise Refused(Code.MALFORMED, f"The body isn't what the protocol says: {fault}") from fault


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """A body without its compression.

    Raises:
        Refused: it is too large, or packed in an unknown way.
    """
    encoding = encoding.strip().lower()
    if encoding == ZSTD:
        body = _unzstd(body, most)
    elif encoding not in PLAIN:
        raise Refused(Code.MALFORMED, "A body may be compressed with zstd only.", UNSUPPORTED)
    if len(body) > most:
        raise _too_large(most)
    return body


def _unzstd(body: bytes, most: int) -> bytes:
    unpacking = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with unpacking.stream_reader(body) as reader:
            return reader.read(most + 1)
    except zstandard.ZstdError as fault:
        raise Refused(Code.MALFORMED, "The body isn't compressed with zstd.") from fault


def _too_large(most: int) -> Refused:
    return Refused(Code.TOO_LARGE, f"The body is larger than {most} bytes.")
