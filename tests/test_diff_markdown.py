"""A change as the comment on a pull request: what is in it, its limit, and nothing from a plan that acts there."""

# ruff: noqa: E501
import os
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from planlint.render.changes.markdown import Shown, diff_markdown
from planlint.render.text.markdown import COMMENT_LIMIT
from tests.test_diff_text import GOLDEN, NEW, OLD, POSTPONE, many, reviewed

WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables


class Page(HTMLParser):
    """The tags and the text of a rendered comment."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


OURS = {
    "h2",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "p",
    "code",
    "ul",
    "li",
    "details",
    "summary",
    "sub",
    "a",
}


def test_golden() -> None:
    found = reviewed({"plan/a.toml": OLD, "plan/b.toml": "[task.x"}, {"plan/a.toml": NEW, "plan/b.toml": ""}, POSTPONE)
    shown = Shown(
        ("main...",), lambda path, line, gone: f"https://example.org/{'base' if gone else 'head'}/{path}#L{line}"
    )
    text = diff_markdown(found, shown)
    path = GOLDEN / "autoscaling.md"
    if WRITE_GOLDEN:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert Page(text).tags == OURS


def test_nothing_where_nothing_changed() -> None:
    assert diff_markdown(reviewed(OLD, OLD + "# and a comment\n")) == ""


@pytest.mark.parametrize(
    ("old", "new"), [(many(5000, 9), many(5000, 8)), ("", many(5000, 9)), (many(5000, 9), "")], ids=["judged", "added", "removed"]
)  # fmt: skip
def test_a_change_of_any_size_fits_and_says_what_it_leaves_out(old: str, new: str) -> None:
    text = diff_markdown(reviewed(old, new), Shown(("main...",)))
    assert COMMENT_LIMIT // 2 < len(text) <= COMMENT_LIMIT
    left = re.search(r"\*\*(\d+) more changes left out here:\*\* `planlint diff main...` shows them\.", text)
    assert left is not None
    assert int(left[1]) > 4000
    assert Page(text).tags <= OURS
    assert text.count("<details>") == text.count("</details>")
    assert not re.search(r"\*\*\n+(?:\*\*|</details>)", text)


HOSTILE = "<img src=x> [a](http://x.y) @team #12 `c` | **b** </details> ![i](http://x) ::error::x $x$ :tada:"


def test_nothing_in_a_plan_or_a_commit_gets_through() -> None:
    quoted = '"' + HOSTILE + '"'
    old = f"""
        [purpose.{quoted}]
        title = {quoted}
        [objective.{quoted}]
        title = {quoted}
        period = "2026"
        [key_result.{quoted}]
        title = {quoted}
        objective = {quoted}
        agreed.{quoted} = {quoted}
        metric.unit = {quoted}
        metric.baseline = 1
        metric.target = 5
        milestones.{quoted} = 2026-12-31
        x-any.{quoted} = {quoted}
        note = {quoted}
        [tactic.t]
        title = {quoted}
        [task.a]
        title = {quoted}
        weight = 3
    """
    new = old.replace("target = 5", "target = 4").replace("2026-12-31", "2027-12-31").replace("[task.a]", "[task.b]")
    new = new.replace(f"x-any.{quoted} = {quoted}", f"x-any.{quoted} = 1\nowner = {quoted}").replace(
        "[tactic.t]", f"[tactic.t]\nowner = {quoted}"
    )
    for text in (new, new.replace(f"note = {quoted}", f"note = 'so'\nreason = {quoted}")):
        found = reviewed(
            {f"plan/{HOSTILE}.toml": old, f"{HOSTILE}.toml": "["},
            {f"plan/{HOSTILE}.toml": text},
            HOSTILE,
            author=HOSTILE,
        )
        shown = diff_markdown(found, Shown((HOSTILE,)))
        page = Page(shown)
        assert len(found.judgements) >= 2
        assert page.tags <= OURS
        assert page.links == []
        assert "<img src=x>" in page.text
        outside = re.sub(r"(`+).*?\1", "", shown)
        assert not re.search(r"@\w|(?<![&\w])#\d|:tada:|^::", outside, re.MULTILINE)
        assert shown.count("</details>") - shown.count("`</details>") >= 1


@pytest.mark.parametrize(
    ("new", "heading"),
    [
        (OLD.replace("metric.target = 10", "metric.target = 15"), "## Plan: 1 target weakened, no reason given"),
        (
            OLD.replace("metric.target = 10", 'metric.target = 15\nreason = "so"'),
            "## Plan: 1 target weakened, with a reason",
        ),
        (
            OLD.replace("metric.target = 10", "metric.target = 15 # planlint: ignore[PL801] -- so"),
            "## Plan: 1 target weakened, waived",
        ),
        (OLD.replace("metric.current = 30", "metric.current = 21"), "## Plan: 1 check-in, 0 orphans"),
    ],
)
def test_the_heading_says_what_is_to_be_decided(new: str, heading: str) -> None:
    assert diff_markdown(reviewed(OLD, new)).splitlines()[0] == heading


def test_what_a_comment_waives_stands_on_top() -> None:
    new = OLD.replace("metric.target = 10", "metric.target = 15 # planlint: ignore[PL801] -- so")
    lines = diff_markdown(reviewed(OLD, new)).splitlines()
    assert lines[2:5] == ["**Waived by this change:**", "", "- `node-cost` target 10 → 15 minutes (PL801)"]
