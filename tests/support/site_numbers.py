"""Holds the numbers on the pages of `planlint site` to those of the other commands: `site_numbers.py REPO [TODAY]`.

Nothing is computed here: each number is taken from the JSON of `tree`, `why`, `history` and `check`, and looked for.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

from planlint.cli.main import main
from planlint.model.days import day_text
from planlint.render.text.bars import amount, share

_WHYS = 8  # items of which `why` is asked as well; each takes a run of its own


def pages_of(root: Path, today: str) -> dict[str, str]:
    """Return the pages of a plan by their address."""
    with tempfile.TemporaryDirectory() as folder:
        _asked("site", root, today, "-o", folder)
        return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in Path(folder).rglob("*.html")}


def differences(pages: Mapping[str, str], root: Path, today: str) -> Iterator[str]:
    """Yield where a page says something else than a command does."""
    nodes: dict[str, dict[str, Any]] = {}
    todo = _json("tree", root, today)["roots"]
    while todo:
        node = todo.pop()
        todo += node["children"]
        nodes[node["item"]] = node
    history = _json("history", root, today, "--kind", "all")
    log = _json("history", root, today, "--work", *nodes)
    work = {one["item"]: one for one in log.get("work", ())}
    items = {
        f"{kind}.{name}": page
        for page in pages.values()
        if (found := re.search(r'<p class="k">([^<]*) <code>([^<]*)</code></p>\n<h1>', page))
        for kind, name in [(found[1].replace(" ", "_"), unescape(found[2]))]
    }
    yield from _same("items with a page", set(items), set(nodes))
    for name, page in items.items():
        node = nodes[name]
        yield from _item(name, page, node)
        yield from _changes(name, page, history)
        yield from _work(name, page, work[name]) if work else _same(f"{name}: work", "<h2>Work</h2>" in page, False)
    for name in sorted(items)[:: max(1, len(items) // _WHYS)]:
        chains = _json("why", root, today, name)["chains"]
        paths = re.findall(r'<nav class="path".*?</nav>', items[name], re.DOTALL)
        steps = [len(re.findall(r"<li>", path)) for path in paths]
        if all(len(chain) < 13 for chain in chains) and len(chains) == len(paths):
            yield from _same(f"{name}: steps up", sorted(steps), sorted(map(len, chains)))
    yield from _rows(pages["index.html"], nodes)
    summary = _json("check", root, today)["summary"]
    told = re.search(
        r"(\d+) errors?, (\d+) warnings?, (\d+) notes? in (\d+) files? with (\d+) items", pages["findings.html"]
    )
    keys = ("errors", "warnings", "infos", "files", "items")
    yield from _same("findings", [int(one) for one in told.groups()] if told else None, [summary[key] for key in keys])
    for address, page in pages.items():
        if address.startswith("period/"):
            yield from _period(address, page, root, today)


def _item(name: str, page: str, node: dict[str, Any]) -> Iterator[str]:
    head = page[page.index('<p class="sum">') :].partition("</p>")[0]
    shown = re.search(r'<b class="num">([^<]*)</b>', head)
    is_goal = node["kind"] not in ("tactic", "task")
    is_rail = re.search(r'<span class="s \w+">(holds|broken)<', head)
    if shown or not is_rail:
        progress = share(node["progress"]) if is_goal and node["progress"] is not None else None
        yield from _same(f"{name}: share", shown[1] if shown else None, progress)
    expected = re.search(r"expected ([\d.]+)", head)
    if expected:
        yield from _same(f"{name}: expected", expected[1], share(node["expected"]))
    due = re.search(r"<dt>(?:Due|From, to)</dt><dd>(?:[^<]*– )?([^<]*)</dd>", page)
    wanted = day_text(date.fromisoformat(node["due"])) if node["due"] else None
    if due or wanted:
        yield from _same(f"{name}: due", due[1] if due else None, wanted)


def _rows(page: str, nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Hold the lines of the map: how many, the share of each, who answers for it, and which are open."""
    rows = re.findall(
        r'<li data-k="(\w+)" data-i="([^"]*)"(?: data-o="([^"]*)")?.*?data-s="([^"]*)".*?<span class="n">([^<]*)<',
        page.partition('id="map"')[2],
        re.DOTALL,
    )
    yield from _same("lines of the map", {f"{kind}.{unescape(name)}" for kind, name, *_ in rows}, set(nodes))
    for kind, name, owner, states, shown in rows:
        node = nodes[f"{kind}.{unescape(name)}"]
        yield from _same(f"{node['item']}: owner", unescape(owner).partition(".")[2], node["owner"] or "")
        if shown:
            yield from _same(f"{node['item']}: share in the map", shown, share(node["progress"]))
        yield from _same(f"{node['item']}: open", "open" in re.split(r"&#10;|\n", states), node["open"])


def _changes(name: str, page: str, history: dict[str, Any]) -> Iterator[str]:
    """Hold the commits below "Every change" to those of the log, and the last value to that of the series."""
    part = page.partition("<h2>Every change</h2>")[2].partition("</section>")[0]
    shown = re.findall(r"<code[^>]*>(\w+)</code>", part)
    entries = [one for one in history["changes"] if one["item"] == name]
    renamed = any(one["verb"] == "renamed" for one in entries)
    if not renamed:
        yield from _same(f"{name}: commits", set(shown) - {one["commit"][:7] for one in entries}, set())
        added = [one["commit"][:7] for one in entries if one["verb"] == "added"][-1:]  # what came back is another item
        yield from _same(f"{name}: added", set(added) - set(shown), set())
    series = next((one["points"] for one in history["series"] if one["item"] == name), [])
    figure = page.partition('<details class="figures">')[2].partition("</table>")[0]
    cells = re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)</td>.*?<td>([0-9a-f]{7})</td></tr>", figure)
    known = {point["commit"][:7]: point["current"] for point in series}
    for day, value, commit in cells:
        current = known.get(commit)
        yield from _same(f"{name}: value of {day}", value, "?" if current is None else amount(current))


def _work(name: str, page: str, work: dict[str, Any]) -> Iterator[str]:
    part = page.partition("<h2>Work</h2>")[2].partition("</section>")[0]
    told = re.search(r"<p>(\d+) commits? by (\d+) (?:person|people), last ([^<]*)\.</p>", part)
    last = day_text(date.fromisoformat(work["last"])) if work["last"] else None
    wanted = (str(work["commits"]), str(work["people"]), last) if work["commits"] else None
    yield from _same(f"{name}: work", told.groups() if told else None, wanted)
    listed = re.findall(r"<code>(\w+)</code>", part)
    yield from _same(f"{name}: commits of work", listed, [one["commit"][:7] for one in work["list"]][:-31:-1])


def _period(address: str, page: str, root: Path, today: str) -> Iterator[str]:
    """Hold what a period's page says on top, and each share, to the review of the terminal."""
    text = re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", " ", page)))
    options = ("--format", "markdown", "--period")
    found = (
        _asked("history", root, today, *options, word) for word in (Path(address).stem, Path(address).stem.upper())
    )
    review = next(filter(None, found)).replace("\\", "")
    head, _, body = review.partition("\n### ")
    for line in re.findall(r"^- (.*)$", head, re.MULTILINE):
        if line not in text and line[:1].lower() + line[1:] not in text and line[:1].upper() + line[1:] not in text:
            yield f"{address}: the review says {line!r}"
    shares = sorted(re.findall(r"^\| ([\d.]+) \|", body, re.MULTILINE))
    shown = sorted(re.findall(r'<h3><b class="num">([\d.]+)</b>', page))
    yield from _same(f"{address}: shares", shown, shares)


def _same(what: str, shown: object, wanted: object) -> Iterator[str]:
    if shown != wanted:
        yield f"{what}: {shown!r} on the page, {wanted!r} elsewhere"


def _json(command: str, root: Path, today: str, *options: str) -> Any:
    return json.loads(_asked(command, root, today, *options, "--format", "json"))


@cache
def _asked(command: str, root: Path, today: str, *options: str) -> str:
    out = TextIOWrapper(BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(StringIO()):
        main([command, *options, "--root", str(root), "--today", today])
    return out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


if __name__ == "__main__":
    here, day = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else date.today().isoformat()
    different = list(differences(pages_of(here, day), here, day))
    print(*different, f"{len(different)} differences", sep="\n")
    sys.exit(bool(different))
