"""Formats for services and their people: valid, within limits, and harmless whatever a plan says."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from planlint.bounds import bounded
from planlint.cli.arguments.check import FORMATS
from planlint.cli.main import main
from planlint.lint import Report
from planlint.printable import HARMFUL, plain
from planlint.render.findings.formats import render_check
from planlint.render.findings.github import MOST
from planlint.render.text.markdown import COMMENT_LIMIT, code, cut, inline
from planlint.render.text.style import Style
from planlint.trees import schema_dict
from tests.support.hostile import HARMLESS_LOOKING, hostile_files
from tests.support.planning import check

ROOT = Path(__file__).resolve().parent.parent
BROKEN = (ROOT / "examples" / "broken" / "plan.toml").read_text(encoding="utf-8")
CLEAN = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
LATE = '[task.t{n}]\ntitle = "Näher {n}"\ntactic = "gone"\n'


@cache
def reports() -> dict[str, Report]:
    return {
        "broken": check({"plan/plan.toml": BROKEN}),
        "clean": check({"plan.toml": CLEAN}),
        "hostile": check(dict(hostile_files())),
        "unreadable": check({"plan.toml": b"\xff", "b.toml": "[task"}),
        "many": check({"plan.toml": "".join(LATE.format(n=n) for n in range(1500))}),
    }


NAMES = ["broken", "clean", "hostile", "unreadable", "many"]


def drawn(name: str, form: str, prefix: str = "") -> str:
    return render_check(reports()[name], form, Style(), prefix=prefix)


def schema(form: str) -> Draft202012Validator:
    if form == "json":
        return Draft202012Validator(schema_dict("check"))
    return Draft202012Validator(json.loads((ROOT / "tests" / "schemas" / f"{form}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "rdjson"])
def test_json_formats_fit_their_schema(form: str, name: str) -> None:
    text = drawn(name, form, "sub folder/")
    schema(form).validate(json.loads(text))
    text.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_jsonl_is_a_finding(name: str) -> None:
    finding = {**schema_dict("check")["$defs"]["finding"], "$defs": schema_dict("check")["$defs"]}
    lines = drawn(name, "jsonl").splitlines()
    assert len(lines) == len(reports()[name].diagnostics)
    for line in lines:
        Draft202012Validator(finding).validate(json.loads(line))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMATS)
def test_nothing_acts_on_a_terminal(form: str, name: str) -> None:
    text = drawn(name, form)
    assert HARMFUL.sub("", text.replace("\n", "").replace("\u2060", "")) == text.replace("\n", "").replace("\u2060", "")


def test_fingerprints_differ_and_do_not_follow_the_lines() -> None:
    def marks(text: str) -> list[str]:
        rows = json.loads(render_check(check({"plan.toml": text}), "gitlab", Style()))
        return [row["fingerprint"] for row in rows]

    assert len(set(marks(BROKEN))) == len(marks(BROKEN))
    assert marks("\n\n# moved\n" + BROKEN) == marks(BROKEN)
    run = json.loads(drawn("broken", "sarif"))["runs"][0]
    sarif = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(set(sarif)) == len(sarif)


def test_sarif_names_places_from_the_top_of_the_repository() -> None:
    run = json.loads(drawn("broken", "sarif", "teams/a b/"))["runs"][0]
    result = next(one for one in run["results"] if one["ruleId"] == "PL201")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "teams/a%20b/plan/plan.toml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 54, "startColumn": 10, "endLine": 54, "endColumn": 22}
    assert result["relatedLocations"][0]["message"]["text"] == "'farm-visits' is declared here"
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == '"farm-visits"'
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "PL201"


def test_rdjson_counts_bytes() -> None:
    report = check({"plan.toml": 'task.t = { title = "ÄÖ", tactic = "gone" }\n'}, "PL201")
    (row,) = json.loads(render_check(report, "rdjson", Style()))["diagnostics"]
    assert row["location"]["range"] == {"start": {"line": 1, "column": 37}, "end": {"line": 1, "column": 43}}


def test_annotations_come_errors_first_and_say_what_is_left_out() -> None:
    lines = drawn("many", "github").splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len([line for line in commands if line.startswith("::error ")]) == MOST
    more = next(line for line in lines if not line.startswith("::"))
    assert (
        more
        == f"{len(reports()['many'].diagnostics) - len(commands)} more, which GitHub would not show beside the lines:"
    )
    assert lines.index(more) == len(commands)


def test_an_annotation_is_one_command_with_all_its_text() -> None:
    line = drawn("broken", "github", "sub/").splitlines()[0]
    assert line == (
        "::error file=sub/plan/plan.toml,line=15,endLine=15,col=1,endColumn=5,title=PL101 unknown-key"
        "::unknown key `ownr`%0Adid you mean `owner`?"
    )


def test_hostile_text_becomes_no_command() -> None:
    lines = drawn("hostile", "github").splitlines()
    for line in lines:
        if line.startswith("::"):
            found = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^:,\r\n]*,?)+)::([^\r\n]*)", line)
            assert found
            assert not re.search(r"%(?!25|0A|3A|2C|0D)", found[2] + found[3])
        else:
            assert line.startswith("- ") or " more, which GitHub" in line


@pytest.mark.parametrize("name", NAMES)
def test_junit_is_xml_with_counts_that_hold(name: str) -> None:
    root = ElementTree.fromstring(drawn(name, "junit"))
    cases = root.findall(".//testcase")
    assert root.get("tests") == str(len(cases)) != "0"
    assert root.get("failures") == str(len(root.findall(".//failure"))) == str(reports()[name].summary.errors)
    assert root.get("skipped") == str(len(root.findall(".//skipped")))
    assert sum(int(suite.get("tests", "")) for suite in root.findall("testsuite")) == len(cases)


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).render(text)


def told(html: str) -> str:
    """What a reader of HTML sees, without the invisible joiners."""
    import html as entities

    return entities.unescape(re.sub(r"<[^>]+>", "", html)).replace("\u2060", "").strip()


@pytest.mark.parametrize("text", [json.loads(f'"{text}"') for text in HARMLESS_LOOKING])
def test_markdown_shows_hostile_text_as_it_is(text: str) -> None:
    html = rendered(inline(text))
    assert re.sub(r"</?p>\n?", "", html).count("<") == 0
    assert told(html) == plain(text).strip()
    assert told(rendered(code(text))) == bounded(plain(text)).strip()
    row = rendered(f"| a | b |\n| --- | --- |\n| {inline(text)} | {code(text, cell=True)} |\n")
    assert row.count("<td") == 2


@given(st.text("-+=#:01.)( *_~a&;<>!|`[]{}^\\\"'\u00e9/$", max_size=12))
def test_law_text_that_begins_a_line_or_a_cell_is_read_as_it_was_written(text: str) -> None:
    html = rendered(f"{inline(text)}\n\n- {inline(text)}\n\n| {inline(text)} |\n| --- |\n")
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p", "ul", "li", "table", "thead", "tr", "th"}
    shown = plain(text).strip()
    assert told(html).split() == 3 * shown.split()


@given(st.text(max_size=60))
def test_law_inline_text_is_read_as_it_was_written(text: str) -> None:
    html = rendered(f"x {inline(text)} x")
    assert told(html) == re.sub(r"\s+$", "", f"x {plain(text)} x")
    assert re.fullmatch(r"<p>[^<]*</p>\n", html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask @ines", "ask @\u2060ines"),
        ("see #12", "see \\#\u206012"),
        ("org/repo#3", "org/repo\\#\u20603"),
        ("GH-7", "GH\u2060-7"),
        ("!4", "!\u20604"),
        ("deadbeef1", "d\u2060eadbeef1"),
        ("http://a.example", "http:\u2060//a.example"),
        ("www.a.example", "www\u2060.a.example"),
        (":tada:", ":\u2060tada:"),
        ("5 $ and 6 $", "5 &#36; and 6 &#36;"),
        ("# 1", "\\# 1"),
        ("/close", "\u2060/close"),
        ("and/or", "and/or"),
        ("    code", "\u2060    code"),
        ("%backlog", "%\u2060backlog"),
        ("50 % more", "50 % more"),
        ("~bug", "\\~\u2060bug"),
        ("$12", "&#36;\u206012"),
        ("[issue:1]", "\\[issue\u2060:1\\]"),
        ("1https://a", "1https:\u2060//a"),
        ("éwww.a", "éwww\u2060.a"),
        ("q2-19: 0.36 (of 1), snake_case, R&D + more!", "q2-19: 0.36 (of 1), snake_case, R&D + more!"),
        ("&amp; _so_ C#", "&amp;amp; \\_so\\_ C\\#"),
        ("2026. A year", "2026\\. A year"),
        ("- 5 degrees", "\\- 5 degrees"),
        ("-5 degrees", "-5 degrees"),
    ],
)
def test_what_platforms_act_upon_is_parted(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_markdown_has_a_table_for_each_file_and_stays_below_the_limit() -> None:
    html = rendered(drawn("broken", "markdown", "sub/"))
    assert html.startswith("<p><strong>planlint</strong>: 8 errors, 2 warnings · ")
    assert "<p><code>sub/plan/plan.toml</code></p>" in html
    assert html.count("<tr>") == 11
    many = drawn("many", "markdown")
    assert len(many) <= COMMENT_LIMIT
    (left,) = re.findall(r"… and (\d+) more, which `planlint check` lists\.\n\Z", many)
    assert rendered(many).count("<tr>") - 1 + int(left) == len(reports()["many"].diagnostics)
    clean = drawn("clean", "markdown")
    assert clean.count("\n") == 1
    assert "nothing to report" in clean


def test_hostile_markdown_has_only_our_own_markup() -> None:
    html = rendered(drawn("hostile", "markdown"))
    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert tags <= {"p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "br"}
    links = set(re.findall(r'href="([^"]*)"', html))
    assert all(
        re.fullmatch(r"https://github\.com/planlint/planlint/blob/main/docs/rules/[a-z-]+\.md", link) for link in links
    )


def test_what_is_too_long_is_cut() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "plan.toml").write_text(BROKEN, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path / "sub")
    (tmp_path / "sub" / "planlint.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    return tmp_path / "sub"


def test_several_results_of_one_run(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["check", "--format", "sarif", "-o", "a.sarif", "--format", "github", "--format", "junit", "-o", "j.xml"])
        == 1
    )
    out = capfd.readouterr().out
    assert out.startswith("::error file=sub/plan.toml,line=15,")
    assert json.loads((plan / "a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ElementTree.parse(plan / "j.xml").getroot().get("failures") == "8"


def test_a_file_may_be_named_before_its_format(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-o", "a.txt", "--format", "concise"]) == 1
    assert capfd.readouterr().out == ""
    assert (plan / "a.txt").read_text(encoding="utf-8").startswith("plan.toml:15:1: PL101 ")
    assert main(["check", "-o", "b.txt"]) == 1
    assert (plan / "b.txt").read_text(encoding="utf-8").startswith("error PL101 ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "json", "--format", "github"], "only one result can go to standard output"),
        (["--format", "json", "-o", "x", "--format", "github", "-o", "x"], "two results would be written to 'x'"),
        (["--format", "sarif", "--statistics"], "--statistics cannot be written as sarif"),
    ],
)
def test_results_that_do_not_go_together(
    options: list[str], message: str, plan: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *options]) == 2
    assert message in capfd.readouterr().err
    assert not (plan / "x").exists()
