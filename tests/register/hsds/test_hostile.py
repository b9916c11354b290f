"""Questions that cost much: whoever asks gets what a page may hold, and nothing that isn't needed is read."""

from typing import Any

import pytest
from fastapi import FastAPI

from app.register.hsds import asking, lists, paging, routes
from app.register.hsds.making import Made
from tests.register.around import ask
from tests.register.hsds.world import get, said

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("told", ["length", "stream"])
def test_a_body_is_no_longer_than_parameters_are(served: FastAPI, told: str) -> None:
    async def parts() -> Any:
        for _part in range(2 * asking.MOST_BODY // 1000):
            yield b"a=&" * 333

    content: Any = parts() if told == "stream" else b"a=&" * asking.MOST_BODY
    (answer,) = ask(served, ("POST", "/hsds/services", {"content": content, "headers": FORM}))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("name", "how", "most"),
    [("services", "full", 100), ("organizations", "full", 100), ("organizations", "full_service", 20)],
)  # fmt: skip
def test_a_page_in_full_is_small(
    served: FastAPI, name: str, how: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []
    kind = {"services": lists.Services, "organizations": lists.Organizations}[name]
    real = kind.keys
    monkeypatch.setattr(
        kind, "keys", lambda its, *told: (asked.append(told[-1]), real(its, *told))[1]
    )
    said(served, f"/{name}", params={how: "true", "per_page": "1000"})
    said(served, f"/{name}", params={"per_page": "1000"})
    assert asked == [most, 1000]


def test_pages_in_full_together_hold_everything(
    served: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_MOST", {"full": 1})
    every = said(served, "/services", params={"per_page": "1000"})["contents"]
    found, page = list[str](), 1
    while True:
        told = said(
            served, "/services", params={"full": "true", "per_page": "1000", "page": str(page)}
        )
        found += [each["id"] for each in told["contents"]]
        if told["last_page"]:
            break
        page += 1
    assert page == len(every) > 1
    assert found == [each["id"] for each in every]


def test_a_stream_reads_few_at_once_when_they_are_full(
    served: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_MOST", {"full_service": 1})
    sizes: list[int] = []
    real = lists.Organizations.made

    def made(its: lists.Organizations, view: Any, told: Any, keys: Any) -> list[Made]:
        sizes.append(len(keys))
        return real(its, view, told, keys)

    monkeypatch.setattr(lists.Organizations, "made", made)
    get(served, "/organizations", params={"full_service": "true", "format": "ndjson"})
    assert len(sizes) > 1
    assert set(sizes) == {1}
    assert routes._CHUNK > 1


def test_the_head_of_a_stream_reads_nothing(
    served: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_told: Any) -> Any:
        raise AssertionError

    whole = get(served, "/services", params={"format": "ndjson", "lang": "fi"})
    monkeypatch.setattr(lists.Services, "keys", never)
    (head,) = ask(served, ("HEAD", "/hsds/services?format=ndjson&lang=fi", {}))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-language", "cache-control", "access-control-allow-origin"):  # fmt: skip
        assert head.headers[name] == whole.headers[name]


def test_what_is_posted_is_always_answered(served: FastAPI) -> None:
    how = {"headers": {"If-None-Match": "*"}}
    posted, got = ask(served, ("POST", "/hsds/services", how), ("GET", "/hsds/services", how))
    assert (posted.status_code, got.status_code) == (200, 304)
    assert posted.json()["contents"]
