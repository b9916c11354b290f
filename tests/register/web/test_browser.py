"""The directory in a real browser: for everybody's eyes and hands, with and without scripts, on screen and on paper."""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from app.core.text import languages
from tests.browser import violations
from tests.register.certificates import NUMBER
from tests.register.web.conftest import Served
from tests.register.web.town import JOENSUU, KONTIOLAHTI

NARROW, WIDE = 320, 1280
Scheme = Literal["light", "dark"]
SIGHTS: tuple[tuple[int, Scheme, str], ...] = ((NARROW, "dark", "100%"), (640, "light", "200%"))
KINDS = (
    "", "services", f"services?q=siivous&municipality={JOENSUU}&certified=1",
    f"services?q=siivous&municipality={KONTIOLAHTI}&price=cheap", "services/{cleaning}", "services/{retired}",
    "organisations", "organisations/{arkiapu}", "municipalities", f"municipalities/{JOENSUU}", "paths", "paths/{path}",
    "events", "events/{event}", "networks", "networks/{partnership}", "certified", "about", "nothing",
)  # fmt: skip
BUSY = ("", "services", "services/{cleaning}")


def address(served: Served, path: str, language: str = "fi") -> str:
    for name in served.town.changes:
        path = path.replace(f"{{{name}}}", served.town.id(name))
    return f"{served.url}/{language}/{path}"


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the browser has asked for."""
    return []


@pytest.fixture
def context(served: Served, browser: Browser, asked: list[str]) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    made = browser.new_context(viewport={"width": WIDE, "height": 900}, locale="en-GB")
    made.on("request", lambda request: asked.append(request.url))
    yield made
    assert made.cookies() == []
    assert all(each.startswith((served.url, "data:")) for each in asked)
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of it; whatever it complains about fails the test."""
    made = context.new_page()
    complaints: list[str] = []
    made.on("pageerror", lambda fault: complaints.append(str(fault)))
    made.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    yield made
    assert complaints == []


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fi", "light", NARROW), ("en", "dark", WIDE)]
)
def test_every_kind_of_page_is_for_everybody(
    served: Served, page: Page, language: str, scheme: Scheme, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in KINDS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address(served, path, language))
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if path in BUSY:
            page.set_viewport_size({"width": WIDE if width == NARROW else NARROW, "height": 900})
            assert violations(page) == [], path


def test_large_text_fits_and_stands_in_one_column(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    for path in (*BUSY, "events/{event}", "paths/{path}"):
        page.goto(address(served, path))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


@pytest.mark.parametrize(
    "path", [f"verify/{NUMBER}", "verify/V-2026-XXXXXX", "services"], ids=range(3)
)
def test_the_pages_outside_the_directory_are_for_everybody_too(
    served: Served, page: Page, path: str
) -> None:
    for width, scheme, size in SIGHTS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{served.url}/{path}")
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    page.locator(".brand a").click()
    assert page.url == f"{served.url}/en/"


def test_a_mistyped_number_is_put_right_on_the_spot(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/verify/V-2026-ABC12X?lang=en")
    field = page.get_by_label("Number of the certificate")
    expect(field).to_have_value("V-2026-ABC12X")
    field.fill(NUMBER)
    field.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Certificate {NUMBER}")
    page.get_by_role("link", name="What certified means").click()
    assert page.url == f"{served.url}/en/certified"


def test_a_narrow_page_cuts_no_word(served: Served, page: Page) -> None:
    """The directory's name has its own line, and a number stays whole beside a long name."""
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(address(served, ""))
    page.evaluate(
        """() => { document.querySelector('.brand span').textContent = 'Hyvinvointipalvelujen hakemisto';
            for (const each of document.querySelectorAll('.tile strong')) each.textContent = 'Terveydenhuolto, '
                + 'sairaanhoito ja ravitsemuksen asiantuntijapalvelut';
            for (const each of document.querySelectorAll('.tile .count')) each.textContent = '1 234'; }"""
    )
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.brand span, .tile .count')].map((each) => {
            const range = document.createRange(); range.selectNodeContents(each);
            return range.getClientRects().length; })"""
    )
    assert len(lines) > 3
    assert set(lines) == {1}


def test_a_long_page_begins_on_its_first_sheet(served: Served, page: Page) -> None:
    page.goto(address(served, f"municipalities/{JOENSUU}"))
    first = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()
    assert "Arkiapu kotiin" in first
    page.emulate_media(media="print")
    assert not page.evaluate(
        "[...document.querySelectorAll('.button')].some((each) => each.checkVisibility())"
    )
    card = page.locator(".card:has(.rows)").first
    assert card.evaluate("(each) => getComputedStyle(each).breakInside") == "auto"


def focused(page: Page) -> str:
    """What has the keyboard: its id, or its words."""
    return page.evaluate(
        "document.activeElement.id || document.activeElement.innerText.trim().split('\\n')[0]"
    )


def tab_to(page: Page, name: str) -> None:
    """Move on until something has the keyboard, seen to have it."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if focused(page) == name:
            break
    assert focused(page) == name
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", name


def test_a_certificate_is_reached_with_the_keyboard_alone(served: Served, page: Page) -> None:
    page.goto(served.url)
    assert page.url == f"{served.url}/en/"
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "q")
    page.keyboard.type("koti")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("2 services for “koti”")
    tab_to(page, "certified")
    page.keyboard.press("Space")
    tab_to(page, "Show services")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 service for “koti”")
    tab_to(page, "Everyday help at home")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Everyday help at home")
    tab_to(page, "Check the certificate")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Certificate {NUMBER}")
    expect(page.locator(".verdict strong")).to_have_text("Valid")


def test_everything_works_without_scripts(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address(served, "", "en"))
    page.get_by_label("Municipality").select_option(label="Joensuu")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_have_text("3 services")
    expect(page.get_by_label("Show results as soon as I choose")).to_be_hidden()
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Only certified services").check()
    page.get_by_role("button", name="Show services").click()
    expect(page.locator("#found")).to_have_text("1 service")
    page.get_by_role("link", name="Remove the filter Certified").click()
    expect(page.locator("#found")).to_have_text("3 services")
    page.get_by_role("link", name="Everyday help at home").click()
    expect(page.locator(".tools")).to_be_hidden()
    page.locator("summary", has_text="Check it with a telephone").click()
    expect(page.locator(".qr")).to_be_visible()
    page.get_by_role("link", name="Suomi").click()
    expect(page.locator("h1")).to_have_text("Arkiapu kotiin")
    context.close()


def test_results_follow_a_choice_when_that_is_wanted(served: Served, page: Page) -> None:
    page.goto(address(served, "services", "en"))
    page.get_by_label("Kela rehabilitation").check()
    expect(page.locator("#found")).to_have_text("4 services")
    page.get_by_label("Kela rehabilitation").uncheck()
    page.get_by_label("Show results as soon as I choose").check()
    page.get_by_label("Service voucher").check()
    expect(page.locator("#found")).to_have_text("1 service")
    assert page.url.endswith("/en/services?payer=voucher&live=1#payer-voucher")
    assert focused(page) == "payer-voucher"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_link_of_a_service_can_be_copied(
    served: Served, page: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(served, "services/{cleaning}", "en"))
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".told")).to_have_text("The link has been copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_service_is_printed_as_a_card_on_one_page(served: Served, page: Page) -> None:
    for language in languages():
        page.goto(address(served, "services/{cleaning}", language))
        (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
        words = sheet.extract_text()
        for each in ("apua@arkiapu.example.fi", NUMBER, "38", f"/{language}/services/"):
            assert each in words
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".after").first).to_be_hidden()
    expect(page.locator(".qr")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
