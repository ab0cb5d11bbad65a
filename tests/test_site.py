"""The plan as pages: what is published, what is not, and that it is the same as every other view says."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

import planlint
from planlint.cli.main import main
from planlint.model.items import Tactic, Task
from planlint.model.plan import Plan
from planlint.render.site.addresses import Addresses
from tests.conftest import Repo
from tests.support.example_history import MARTA, TODAY, build
from tests.support.hostile import hostile_files
from tests.support.site_numbers import differences, pages_of
from tests.test_docs import blocks


class Page(HTMLParser):
    """A page as a browser takes it apart: its elements, and its text without the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, name: str) -> list[str]:
        return [attrs[name] or "" for found, attrs in self.elements if found == tag and name in attrs]


def site(*options: str, today: str = TODAY) -> int:
    return main(["site", "-q", "--today", today, *options])


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def season(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(repo.top)
    build(repo)
    return repo


def words(path: Path) -> str:
    return " ".join(Page(path.read_text("utf-8")).text.split())


def test_there_is_a_page_for_each_item_person_and_period(season: Repo) -> None:
    assert site() == 0
    names = sorted(read(season.top / "site"))
    assert [name for name in names if not name.startswith("item/")] == [
        *(".nojekyll", ".planlint-site", "findings.html", "index.html"),
        *("people/lou.html", "people/marta.html", "people/yusuf.html", "period/season-2026.html"),
        *("site.css", "site.js"),
    ]
    assert "item/key_result.come-again.html" in names
    assert len([name for name in names if name.startswith("item/")]) == 17


def test_numbers_are_those_of_the_other_views(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    example = DOCS.parent.parent / "examples" / "teams"
    files = {path.relative_to(example).as_posix(): path.read_text("utf-8") for path in example.rglob("*.toml")}
    early = {
        path: re.sub(r"metric.baseline = (.*)\nmetric.current = .*", r"metric.baseline = \1", text)
        for path, text in files.items()
    }
    repo.commit(early, "Agree", "2026-07-01T12:00:00+00:00")
    repo.commit(files, "Check in\n\nPlan-Item: two-loops, card-branches", "2026-10-02T12:00:00+00:00")
    repo.commit({"code": "x"}, "Build\n\nPlan-Item: two-loops", "2026-11-02T12:00:00+00:00", MARTA)
    pages = pages_of(repo.top, TODAY)
    assert list(differences(pages, repo.top, TODAY)) == []
    for address, part, other in (
        ("index.html", '<span class="n">0.80</span>', '<span class="n">0.81</span>'),
        ("item/key_result.reservation-days.html", '<b class="num">0.80</b>', '<b class="num">0.81</b>'),
        ("item/task.two-loops.html", "2 commits by 2 people", "2 commits by 3 people"),
        ("period/2026-h2.html", '<b class="num">0.80</b>', '<b class="num">0.81</b>'),
        ("findings.html", "0 errors", "1 error"),
    ):
        assert part in pages[address]
        (found,) = differences({**pages, address: pages[address].replace(part, other, 1)}, repo.top, TODAY)
        assert "on the page" in found


def test_a_period_that_ended_before_the_plan_began_has_no_results_as_in_the_review(repo: Repo) -> None:
    early = (
        '[objective.e]\ntitle = "E"\noutcome = "o"\nperiod = "2024-H1"\n[key_result.k]\ntitle = "K"\nobjective = "e"\n'
    )
    early += "metric.target = 9\nmetric.baseline = 0\nmetric.current = 3\n"
    repo.commit({"plan.toml": PEOPLE + early}, "Begin", "2026-11-20T12:00:00+00:00")
    pages = pages_of(repo.top, TODAY)
    assert "No key results in this period." in pages["period/2024-h1.html"]
    assert '<b class="num">0.33</b>' in pages["item/key_result.k.html"]
    assert list(differences(pages, repo.top, TODAY)) == []


def test_the_same_commit_gives_the_same_bytes_and_check_says_when_it_does_not(season: Repo) -> None:
    assert site("--check") == 1
    assert site() == 0
    first = read(season.top / "site")
    assert site("-o", "again") == 0
    assert read(season.top / "again") == first
    assert site("--check") == 0
    (season.top / "site" / "index.html").write_text("changed", "utf-8")
    assert site("--check") == 1
    assert site() == 0
    assert read(season.top / "site") == first
    assert site("--single-file", "a.html") == 0
    assert site("--single-file", "a.html", "--check") == 0
    assert site("--single-file", "a.html", "--check", "--title", "Another") == 1


def test_what_somebody_else_wrote_is_left_alone(season: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (season.top / "site").mkdir()
    (season.top / "site" / "mine.txt").write_text("mine", "utf-8")
    assert site() == 2
    assert "did not write" in capsys.readouterr().err
    assert read(season.top / "site") == {"mine.txt": b"mine"}


def test_pages_of_items_that_are_gone_go_and_other_files_stay(season: Repo) -> None:
    site()
    folder = season.top / "site"
    (folder / "CNAME").write_text("plan.example", "utf-8")
    plan = (season.top / "plan.toml").read_text("utf-8")
    season.write("plan.toml", plan[: plan.index("[task.")])
    assert any((folder / "item").glob("task.*"))
    assert site() == 0
    assert not any((folder / "item").glob("task.*"))
    assert (folder / "CNAME").read_text("utf-8") == "plan.example"


def test_a_marker_that_was_tampered_with_removes_no_file_outside(season: Repo) -> None:
    site()
    outside = season.write("keep.txt", "keep")
    marker = season.top / "site" / ".planlint-site"
    marker.write_text(json.dumps({"version": 1, "files": ["../keep.txt", "item/../../keep.txt", "/keep.txt"]}), "utf-8")
    assert site() == 0
    assert outside.read_text("utf-8") == "keep"


def test_a_page_goes_behind_no_link_and_in_the_place_of_no_folder(
    season: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    site()
    folder, keep = season.top / "site", season.write("keep.txt", "keep")
    before = read(folder)
    for name in ("index.html", ".index.html.planlint-tmp"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(keep)
    assert site() == 0
    assert keep.read_text("utf-8") == "keep"
    assert read(folder) == before
    (folder / "index.html").unlink()
    (folder / "index.html").mkdir()
    (folder / "findings.html").write_text("old", "utf-8")
    assert site() == 2
    assert "is a folder, and a page goes there" in capsys.readouterr().err
    assert (folder / "findings.html").read_text("utf-8") == "old"
    (folder / "index.html").rmdir()
    assert site() == 0
    assert read(folder) == before


def test_pages_need_a_name_and_say_how_they_get_fresh(season: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("-o", "--single-file"):
        for name in ("", "-"):
            assert site(f"{option}={name}" if name else option, *([] if name else [""])) == 2
            assert "is no name for pages" in capsys.readouterr().err
    places = ("-o", "pages", "--single-file", "all.html")
    assert main(["site", "--today", TODAY, "--check", *places]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("pages is out of date: .nojekyll, findings.html, ")
    assert said[1] == "all.html is out of date; the same command without --check writes the pages anew"
    assert site(*places) == 0
    assert site(*places, "--check") == 0
    assert sorted(path.name for path in season.top.iterdir() if path.name != ".git") == [
        "all.html",
        "pages",
        "plan.toml",
    ]


HOSTILE = {**hostile_files(), "planlint.toml": 'include = ["plan/**/*.toml"]\n'}


@pytest.mark.parametrize("options", [(), ("--single-file", "all.html"), ("--base", "HEAD~2")])
def test_hostile_text_stays_text(repo: Repo, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]) -> None:
    who = {"NAME": "<img src=x onerror=alert(3)>", "EMAIL": "m@x"}
    repo.commit({"planlint.toml": HOSTILE["planlint.toml"], "plan/main.toml": PEOPLE})
    repo.commit({**HOSTILE, "plan/main.toml": None}, "<script>alert(2)</script> & \x1b[31m", who=who)
    item = next(iter(planlint.read_plan(planlint.Where(root=str(repo.top))).of(Tactic)))
    repo.commit({"code": "x"}, f"<script>alert(4)</script>\n\nPlan-Item: <b>, {item.name}", who=who)
    monkeypatch.chdir(repo.top)
    assert site(*options) == 0
    single = "--single-file" in options
    files = [repo.top / "all.html"] if single else sorted((repo.top / "site").rglob("*.html"))
    assert len(files) == 1 if single else len(files) > 40
    assert any("1 commit by 1 person" in path.read_text("utf-8") for path in files)
    for path in files:
        page = Page(path.read_text("utf-8"))
        scripts = [attrs for tag, attrs in page.elements if tag == "script"]
        assert len(scripts) == 1
        assert [name for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "style"] == []
        assert {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "form", "base"} == set()
        for address in page.all("a", "href"):
            assert re.fullmatch(
                r"(\.\./)?[a-z0-9_./-]*(#[a-z0-9_./-]+|#tag=[\w.%/-]*)?|https?://[^\s<>\"]+", address
            ), address
            assert not address.startswith("//")


POLICY = re.compile(
    r"default-src 'none'; script-src ('[^']+'); style-src ('[^']+'); img-src data:; base-uri 'none'; form-action 'none'"
)


def test_the_policy_lets_nothing_else_run(season: Repo) -> None:
    import base64
    import hashlib

    site()
    page = Page((season.top / "site" / "index.html").read_text("utf-8"))
    policy = POLICY.fullmatch(page.all("meta", "content")[0])
    assert policy is not None
    assert policy.groups() == ("'self'", "'self'")
    site("--single-file", "all.html")
    html = (season.top / "all.html").read_text("utf-8")
    policy = POLICY.fullmatch(Page(html).all("meta", "content")[0])
    assert policy is not None
    for tag, said in (("script", policy[1]), ("style", policy[2])):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert said == f"'sha256-{digest}'"


PEOPLE = """
[person.ines]
name = "Ines Berg"
email = "ines@example.org"
[person.tomas]
name = "Tomas Kern"
email = "tomas@example.org"
[team.field]
name = "Field team"
members = ["ines", "tomas"]
[purpose.homes]
title = "Homes"
links = ["javascript:alert(1)", "https://example.org/x", "mailto:office@plan.example"]
description = "Write to office@plan.example."
x-secret = "hidden-word"
[vision.v]
title = "V"
purpose = "homes"
[outcome.o]
title = "O"
vision = "v"
owner = "ines"
[objective.b]
title = "B"
outcome = "o"
period = "2026-H2"
owner = "tomas"
"""


def published(repo: Repo, *options: str) -> str:
    assert site("-o", "pages", *options) == 0
    return "\n".join(data.decode() for path, data in sorted(read(repo.top / "pages").items()) if path.endswith("html"))


def test_addresses_of_people_and_commits_are_never_published(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    who = {"NAME": "ines@example.org", "EMAIL": "ines@example.org"}
    other = {"NAME": "kim@secret.example", "EMAIL": "kim@secret.example"}
    repo.commit({"plan.toml": PEOPLE}, "Begin", "2026-11-20T12:00:00+00:00", who)
    changed = PEOPLE.replace('"O"', '"O2"').replace("ines@example.org", "ines@new.example")
    changed = changed.replace('owner = "tomas"', 'owner = "tomas"\nwith = ["sig-else"]\nasks.sig-asked = "review"')
    changed += '[tactic.t]\ntitle = "T"\nobjective = "b"\nowner = "lou@free.example"\n'
    message = "Change, says kim@secret.example\n\nPlan-Reason: kim@secret.example said so"
    repo.commit({"plan.toml": changed}, message, "2026-11-21T12:00:00+00:00", other)
    monkeypatch.chdir(repo.top)
    text = published(repo)
    for address in ("ines@", "tomas@", "kim@", "@secret", "@new", "lou@", "@free"):
        assert address not in text
    assert "Write to office@plan.example." in text
    assert "Ines Berg" in text
    assert "hidden-word" not in text
    assert "sig-else" in text
    assert "sig-asked" in text
    assert 'href="https://example.org/x"' in text
    assert 'href="javascript' not in text
    assert 'href="mailto' not in text


def test_people_are_shown_by_name_by_id_or_not_at_all(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan.toml": PEOPLE}, "Begin", who={"NAME": "Ines Berg", "EMAIL": "INES@example.org"})
    monkeypatch.chdir(repo.top)
    ids = published(repo, "--people", "ids")
    assert "Berg" not in ids
    assert "Kern" not in ids
    assert ">ines<" in ids
    assert (repo.top / "pages" / "people" / "ines.html").exists()
    none = published(repo, "--people", "none")
    assert "Berg" not in none
    assert "ines" not in re.sub("(?i)lines|defines|routines", "", none)
    assert "tomas" not in none
    assert sorted(path.name for path in (repo.top / "pages" / "people").iterdir()) == ["field.html"]


def test_names_that_a_file_system_takes_for_one_get_files_of_their_own() -> None:
    items = [Task(name, {}, "p") for name in ("a", "A", "a-2", "con", "CON", "ünï", "..", "x" * 300)]
    where = Addresses(
        Plan.of_items(items), ["person.con", "person.Con", "owner.../x", "owner."], ["2026-H2", "2026-h2"]
    )
    files = [*where.items.values(), *where.people.values(), *where.periods.values()]
    assert len({path.lower() for path in files}) == len(files)
    assert where.items["task.a"] == "item/task.a.html"
    assert where.items["task.a-2"] == "item/task.a-2.html"
    assert where.items["task.A"] == "item/task.a-3.html"
    assert where.people["person.con"] == "people/con-2.html"
    assert all(re.fullmatch(r"(item|people|period)/[a-z0-9][a-z0-9._-]*\.html", path) for path in files)


def test_without_git_or_with_a_shallow_clone_the_pages_say_what_they_lack(
    season: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "plan.toml").write_bytes((season.top / "plan.toml").read_bytes())
    monkeypatch.chdir(plain)
    assert site() == 0
    assert "not in a git repository" in words(plain / "site" / "index.html")
    season.run("clone", "--quiet", "--depth=1", season.top.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert site() == 0
    assert "the clone is shallow" in words(tmp_path / "shallow" / "site" / "index.html")
    assert (tmp_path / "shallow" / "site" / "period" / "season-2026.html").exists()


def test_an_item_names_what_waits_for_it_and_its_tags_lead_to_the_map(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        '[key_result.k]\ntitle = "K"\nobjective = "b"\ntags = ["a & b"]\n[tactic.t]\ntitle = "T"\nkey_result = "k"\n'
    )
    steps += '[tactic.u]\ntitle = "U"\nkey_result = "k"\ndepends_on = ["t", "key_result.k"]\n'
    repo.commit({"plan.toml": PEOPLE + steps})
    monkeypatch.chdir(repo.top)
    site()
    item = repo.top / "site" / "item"
    assert "Waited for byU" in words(item / "tactic.t.html")
    assert "Depends onT, K" in words(item / "tactic.u.html")
    assert "Waited for by" not in words(item / "tactic.u.html")
    page = Page((item / "key_result.k.html").read_text("utf-8"))
    assert "../index.html#tag=a%20%26%20b" in page.all("a", "href")
    assert "Waited for byU" in words(item / "key_result.k.html")


def test_an_item_tells_each_change_with_its_day_author_and_reason(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(due: str, note: str) -> str:
        return PEOPLE + f'[key_result.k]\ntitle = "K"\nobjective = "b"\ndue = {due}\nnote = "{note}"\nx-y = "{note}"\n'

    ines = {"NAME": "I. Berg", "EMAIL": "ines@example.org"}
    repo.commit({"plan.toml": plan("2026-10-01", "a")}, "Begin", "2026-11-01T12:00:00+00:00", ines)
    repo.commit({"plan.toml": plan("2026-11-01", "a")}, "Later", "2026-11-20T12:00:00+00:00")
    message = "Again\n\nPlan-Reason(k): the builder is ill"
    repo.commit({"plan.toml": plan("2026-12-01", "b")}, message, "2026-11-21T12:00:00+00:00", ines)
    monkeypatch.chdir(repo.top)
    site()
    page = words(repo.top / "site" / "item" / "key_result.k.html")
    commits = [oid[:7] for oid in repo.run("rev-list", "HEAD").split()]
    assert page[page.index("Every change") :].startswith(
        'Every change 21 Nov 2026 due 1 Nov → 1 Dec 2026, 30 days later (2nd time) · note "b" '
        f"the builder is ill Ines Berg {commits[0]} "
        f"20 Nov 2026 due 1 Oct → 1 Nov 2026, 31 days later no reason given Ann Example {commits[1]} "
        f"1 Nov 2026 added Ines Berg {commits[2]}"
    )
    recent = words(repo.top / "site" / "index.html")
    assert "Changed in the last 7 days: 1 item reported · 2 goalposts moved (1 without a reason)" in recent


def test_a_revision_is_published_as_it_was(season: Repo) -> None:
    first = season.run("rev-list", "--max-parents=0", "HEAD")
    assert site("--rev", first) == 0
    page = words(season.top / "site" / "index.html")
    assert first[:7] in page
    assert (season.top / "site" / "item" / "key_result.second-visit.html").exists()
    assert site("--rev", "nowhere") == 2


def test_a_plan_that_cannot_be_read_in_part_is_still_published(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan/a.toml": PEOPLE, "plan/b.toml": "not toml ["})
    monkeypatch.chdir(repo.top)
    assert site() == 0
    assert "PL001" in words(repo.top / "site" / "findings.html")


def test_a_finding_does_not_name_who_is_not_shown(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PEOPLE.replace('owner = "ines"', 'owner = "ines.b"').replace('"Tomas Kern"', '"Tomas Kern"\nactive = false')
    repo.commit({"plan.toml": plan})
    monkeypatch.chdir(repo.top)
    assert "ines.b" in published(repo)
    none = published(repo, "--people", "none")
    assert "ines.b" not in none
    assert "tomas" not in none
    assert "PL2" in none


def test_a_change_is_marked_in_the_map_with_what_was_and_is(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def key_result(name: str, target: int, more: str = "") -> str:
        measure = f'metric.name = "n"\nmetric.baseline = 0\nmetric.target = {target}\nmetric.current = 5\n'
        return f'[key_result.{name}]\ntitle = "Key {name}"\nobjective = "b"\n{more}{measure}'

    old = PEOPLE + key_result("k", 20) + key_result("gone", 10) + key_result("old", 10)
    new = PEOPLE + key_result("k", 10) + key_result("new", 10, 'formerly = ["old"]\n') + key_result("more", 10)
    base = repo.commit({"plan.toml": old})
    repo.commit({"plan.toml": new}, "Give way")
    monkeypatch.chdir(repo.top)
    assert site("--base", base) == 0
    page = words(repo.top / "site" / "index.html")
    assert f"What has changed since {base[:7]}: " in page
    assert site("--base", "HEAD~") == 0
    assert words(repo.top / "site" / "index.html") == page.replace(f"since {base[:7]}", "since HEAD~")
    assert "Needs a decision" in page
    assert "~ Key k key result target 20 → 10" in page
    assert "− Key gone key result removed" in page
    assert "+ Key more key result" in page
    assert "~ Key new key result title Key old → Key new renamed from old" in page
    assert "Nothing changed in the last 7 days" not in page
    assert not (repo.top / "site" / "item" / "key_result.gone.html").exists()
    assert site("--base", "nowhere") == 2


DOCS = Path(__file__).parent.parent / "docs" / "site.md"


def test_the_commands_of_the_page_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DOCS.parent.parent / "examples" / "small", tmp_path / "examples" / "small")
    monkeypatch.chdir(tmp_path)
    shown = blocks(DOCS.read_text("utf-8"), "console")
    assert len(shown) == 3
    for block in shown:
        command, printed = block.removeprefix("$ planlint ").split("\n", 1)
        main(command.split())
        assert capfd.readouterr().err == printed


def test_rings_broken_chains_and_deep_plans_have_pages_too(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = [f'[objective.r{n}]\ntitle = "R{n}"\nkey_result = "q{n}"\n' for n in (1, 2)]
    ring += [f'[key_result.q{n}]\ntitle = "Q{n}"\nobjective = "r{3 - n}"\n' for n in (1, 2)]
    deep = [f'[objective.d{n}]\ntitle = "D{n}"\nkey_result = "e{n - 1}"\n' for n in range(1, 300)]
    deep += [f'[key_result.e{n}]\ntitle = "E{n}"\nobjective = "d{n}"\n' for n in range(1, 300)]
    top = PEOPLE + '[objective.d0]\ntitle = "D0"\noutcome = "o"\n[key_result.e0]\ntitle = "E0"\nobjective = "d0"\n'
    many = f'[task.lost]\ntitle = "Lost"\ntactic = {[f"none{n}" for n in range(30)]}\n'.replace("'", '"')
    repo.commit({"plan.toml": top + "".join([*ring, *deep, many])})
    monkeypatch.chdir(repo.top)
    assert site() == 0
    folder = repo.top / "site" / "item"
    assert "Homes V O … D295 E295 D296 E296 D297 E297 D298 E298 D299 key result e299" in words(
        folder / "key_result.e299.html"
    )
    assert "tactic 'none0' does not exist" in words(folder / "task.lost.html")
    assert (folder / "objective.r1.html").exists()
    page = Page((repo.top / "site" / "index.html").read_text("utf-8"))
    opened = [tag for tag, _ in page.elements].count("details")
    assert opened == (repo.top / "site" / "index.html").read_text("utf-8").count("</details>")


def test_pages_tell_the_work_for_an_item_a_period_and_in_the_map(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = PEOPLE + '[key_result.k]\ntitle = "K"\nobjective = "b"\nmetric.target = 9\nmetric.baseline = 0\n'
    plan += '[key_result.l]\ntitle = "L"\nobjective = "b"\nmetric.target = 9\nmetric.baseline = 0\n'
    repo.commit({"plan.toml": plan}, "Begin", "2026-07-20T12:00:00+00:00")
    monkeypatch.chdir(repo.top)
    page = repo.top / "site" / "item" / "key_result.k.html"
    site()
    assert "Work" not in words(page)
    assert "commits" not in words(repo.top / "site" / "index.html")
    for day, who in ((1, "ines@example.org"), (2, "kim@secret.example"), (3, "INES@example.org")):
        message = f"Step {day} <b>\n\nPlan-Item: k"
        repo.commit({"code": str(day)}, message, f"2026-11-0{day}T12:00:00+00:00", {"NAME": who, "EMAIL": who})
    site()
    short = [oid[:7] for oid in repo.run("rev-list", "HEAD").split()]
    work = "3 commits by 2 people, last 3 Nov 2026"
    assert (
        f"Work {work}. Which commits 3 Nov 2026 Step 3 <b> Ines Berg {short[0]} "
        f"2 Nov 2026 Step 2 <b> kim {short[1]} 1 Nov 2026 Step 1 <b> Ines Berg {short[2]} Every change" in words(page)
    )
    assert "Work No commit names it. Every change" in words(page.with_name("key_result.l.html"))
    assert f"Work {work}." in words(page.with_name("outcome.o.html"))
    period = (repo.top / "site" / "period" / "2026-h2.html").read_text("utf-8")
    assert f">K</a></td><td>{work}</td><td>did not move</td>" in period
    assert ">L</a></td><td>no commit names it</td><td>did not move</td>" in period
    assert "Tomas Kern 3 commits 2026-H2" in words(repo.top / "site" / "index.html")
    none = published(repo, "--people", "none")
    assert work in none
    assert "kim" not in none
