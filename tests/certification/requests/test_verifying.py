"""The check of a signature: what the network signed, to the last byte, and nothing else."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.requests.verifying import TONES, WORDS, Verdict, check, signed_bytes
from app.sync.protocol import PublicKey
from tests.certification.requests.data import Signer

SIGNER = Signer()
CONTENT = json.dumps({"number": "V-2026-ABC123", "name": {"fi": "Hyvä hoito"}}, ensure_ascii=False)
SIGNATURE = SIGNER.sign(CONTENT)


def said(content: str = CONTENT, signature: str = SIGNATURE, key_id: str = "a" * 16) -> Verdict:
    return check(content, signature, key_id, [SIGNER.key])


def test_what_was_signed_is_signed() -> None:
    assert said() == Verdict.SIGNED


@given(st.integers(0, len(CONTENT.encode()) - 1), st.integers(1, 255))
def test_any_changed_byte_of_the_content_fails(place: int, change: int) -> None:
    raw = bytearray(CONTENT.encode())
    raw[place] ^= change
    assert said(raw.decode("utf-8", "surrogateescape")) == Verdict.FORGED


@given(st.integers(0, len(SIGNATURE) - 1), st.characters(max_codepoint=0x17F))
def test_any_changed_letter_of_the_signature_fails(place: int, letter: str) -> None:
    changed = SIGNATURE[:place] + letter + SIGNATURE[place + 1 :]
    assert said(signature=changed) == (Verdict.SIGNED if changed == SIGNATURE else Verdict.FORGED)


@given(st.binary(min_size=0, max_size=80))
def test_no_other_bytes_are_a_signature(raw: bytes) -> None:
    assert said(signature=base64.b64encode(raw).decode() or "?") == Verdict.FORGED


@given(st.text(max_size=30))
def test_words_before_or_after_it_fail(words: str) -> None:
    for changed in (CONTENT + words, words + CONTENT):
        expected = Verdict.FORGED if words else Verdict.SIGNED
        assert said(changed) == expected


@pytest.mark.parametrize(
    "signature",
    ["", "=", "ä", SIGNATURE + "=", SIGNATURE + "\n", "A" * 88],
    ids=["blank", "padding", "letter", "one too many", "line break", "another"],
)
def test_what_is_no_signature_is_forged(signature: str) -> None:
    assert said(signature=signature) == Verdict.FORGED


def test_the_domain_is_part_of_what_is_signed() -> None:
    bare = base64.b64encode(SIGNER._private.sign(CONTENT.encode())).decode()
    assert said(signature=bare) == Verdict.FORGED
    assert signed_bytes("x") == b"kumppani-certificate-v1\nx"


def test_one_that_hasnt_come_to_the_register_waits() -> None:
    assert said(signature="", key_id="") == Verdict.WAITS


def test_another_key_isnt_tried() -> None:
    other = Signer()
    assert said(key_id="b" * 16) == Verdict.UNKNOWN_KEY
    assert check(CONTENT, SIGNATURE, "a" * 16, [other.key]) == Verdict.FORGED
    assert check(CONTENT, SIGNATURE, "a" * 16, []) == Verdict.UNKNOWN_KEY


def test_a_retired_key_still_proves_what_it_signed() -> None:
    old = PublicKey("a" * 16, SIGNER.key.key, "2024-01-01", "2025-01-01")
    assert check(CONTENT, SIGNATURE, "a" * 16, [old]) == Verdict.SIGNED


@pytest.mark.parametrize("key", ["", "AAAA", "nonsense!"])
def test_a_broken_key_proves_nothing(key: str) -> None:
    broken = PublicKey("a" * 16, key, "2024-01-01")
    assert check(CONTENT, SIGNATURE, "a" * 16, [broken]) == Verdict.FORGED


def test_each_verdict_has_words() -> None:
    assert set(WORDS) == set(TONES) == set(Verdict)
