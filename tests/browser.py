"""A real browser for tests of web pages, and what axe-core finds on one.

While it runs, asyncio takes its loop to be running in this thread. So it is there for one file of tests at a
time, and whatever runs a loop of its own (a network of offices, for example) is made before it.
"""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RULES = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        "best-practice",
    ],
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome, without a window."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"No Chromium or Chrome on the path ({', '.join(_NAMES)}).")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=_QUIET)
        yield made
        made.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page by WCAG 2.2 A and AA and by good practice, each with its place."""
    results: dict[str, Any] = Axe().run(page, options=_RULES).response
    return [
        f"{each['id']}: {each['help']}: {node['html'][:160]}"
        for each in results["violations"]
        for node in each["nodes"][:3]
    ]
