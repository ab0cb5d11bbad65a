"""The pages in a real browser, where one is there: `pip install --group browser`, and Chromium on the PATH."""

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.example_history import MARTA, TODAY, build

api = pytest.importorskip("playwright.sync_api", reason="the group 'browser' is not installed")
accessibility = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the group 'browser' is incomplete")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")

PAGES = (
    "index.html",
    "item/key_result.days-to-bike.html",
    "item/objective.good-company.html",
    "item/task.brake-kits.html",
    "people/lou.html",
    "period/season-2026.html",
    "findings.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = Repo(tmp_path_factory.mktemp("season") / "repo")
    build(repo)
    repo.commit({"code": "x"}, "Sort\n\nPlan-Item: days-to-bike", "2026-11-22T12:00:00+00:00", MARTA)
    pages = repo.top / "site"
    where = ["--root", str(repo.top), "--today", TODAY, "-q"]
    assert main(["site", *where, "-o", str(pages)]) == 0
    assert main(["site", *where, "--single-file", str(repo.top / "all.html")]) == 0
    first = repo.run("rev-list", "--max-parents=0", "HEAD")
    assert main(["site", *where, "--base", first, "-o", str(repo.top / "preview")]) == 0
    assert main(["history", *where, "-o", str(repo.top / "review.html")]) == 0
    return repo.top


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Watched:
    """A page, and what went wrong on it: messages of the console, and requests that leave its folder."""

    def __init__(self, context: Any, start: str) -> None:
        self.page = context.new_page()
        self.trouble: list[str] = []
        self.page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda asked: self._asked(asked.url, start))

    def _asked(self, url: str, start: str) -> None:
        if not url.startswith((start, "data:")):
            self.trouble.append(f"asks {url}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_has_a_fault_in_either_theme_from_disk_or_server(
    browser: Any, folder: Path, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    disk = folder.as_uri()
    others = ("all.html", "preview/index.html", "preview/item/key_result.days-to-bike.html", "review.html")
    urls = [f"{disk}/{page}" for page in (*(f"site/{page}" for page in PAGES), *others)]
    for url in [*urls, f"{address}/site/index.html", f"{address}/preview/index.html"]:
        watched = Watched(context, disk if url.startswith("file") else address)
        watched.page.goto(url)
        assert watched.trouble == [], url
        wider = watched.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, url
        watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = accessibility.Axe().run(watched.page, options={"preload": False})
        assert found.violations_count == 0, f"{url}: {found.generate_report()}"
        watched.page.close()
    context.close()


@pytest.mark.parametrize("name", ["site/index.html", "all.html"])
def test_search_and_filters_work_by_keyboard_and_stay_in_the_address(browser: Any, folder: Path, name: str) -> None:
    watched = Watched(browser.new_context(), folder.as_uri())
    page = watched.page
    page.goto(f"{folder.as_uri()}/{name}")
    page.keyboard.press("/")
    page.keyboard.type("BIcycle")
    api.expect(page).to_have_url(re.compile("#q=BIcycle$"))
    assert page.text_content("#count") == "6 items"
    page.select_option("select[name=kind]", "key_result")
    page.reload()
    assert (page.input_value("#q"), page.text_content("#count")) == ("BIcycle", "1 item")
    assert page.locator("#map .row:visible .t a").all_inner_texts()[-1] == "The wait for a bicycle is two weeks"
    page.focus("#q")
    page.keyboard.press("Escape")
    assert page.text_content("#count") == "4 items"
    page.click("#as-list")
    assert page.locator("#map li .row:visible").count() == 4
    page.click("#clear")
    assert page.evaluate("location.hash") == ""
    page.click("text=The second workshop room is in use")
    assert page.locator("h1:visible").inner_text() == "The second workshop room is in use"
    assert watched.trouble == []


def test_the_map_opens_and_closes_without_a_script(browser: Any, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{folder.as_uri()}/site/index.html")
    assert not page.is_visible("#filters")
    assert page.locator("#map li .row:visible").count() == 18
    page.click("#map summary")
    assert page.locator("#map li .row:visible").count() == 1


def test_a_script_that_got_into_a_page_does_not_run(browser: Any, folder: Path) -> None:
    html = (folder / "site" / "index.html").read_text("utf-8")
    copy = folder / "site" / "injected.html"
    copy.write_text(html.replace("</main>", "<script>document.title = 'pwned'</script></main>"), "utf-8")
    page = browser.new_context().new_page()
    page.goto(copy.as_uri())
    assert "pwned" not in page.title()
    copy.unlink()


def test_everything_is_on_paper(browser: Any, folder: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{folder.as_uri()}/site/index.html")
    page.click("#close-all")
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") >= 1
