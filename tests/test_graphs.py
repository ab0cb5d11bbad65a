"""Pictures and tables of a plan: what they hold, how each format writes it, and hostile text in all of them."""

import csv
import io
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from textwrap import dedent

import pydot
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from planlint.cli.main import main
from planlint.model.items import Item
from planlint.model.naming import find_item
from planlint.model.plan import Plan
from planlint.model.plan_part import part_of
from planlint.model.selection import ItemSelection
from planlint.model.subgraph import Subgraph, subgraph_above, subgraph_below
from planlint.model.why import why
from planlint.printable import HARMFUL
from planlint.render.plan import mermaid as mermaid_module
from planlint.render.plan.boxes import label
from planlint.render.plan.csv import HEADER, tree_csv
from planlint.render.plan.dot import dot
from planlint.render.plan.mermaid import mermaid
from planlint.render.text.csv import csv_text
from planlint.trees import schema_dict
from tests.support.planning import made, plan_of

# pydot still calls pyparsing by names that it has given up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")

DAY = date(2025, 10, 15)
PLAN = """
    [purpose.p]
    title = "Homes"
    [vision.v]
    title = "Soon"
    purpose = "p"
    [outcome.o]
    title = "Housed"
    vision = "v"
    [outcome.q]
    title = "Heard"
    vision = ["v", "w"]
    [objective.b]
    title = "Faster"
    outcome = ["o", "q"]
    owner = "ines"
    period = "2025-H2"
    [key_result.k]
    title = "Three weeks"
    objective = "b"
    metric.name = "days"
    metric.baseline = 58
    metric.target = 18
    metric.current = 57
    [tactic.c]
    title = "Desk"
    key_result = "k"
    status = "dropped"
    [task.t]
    title = "Call"
    tactic = "c"
    assignee = "tomas"
"""
HOSTILE = [
    '"]:::task', "a --> b", "%% gone", '%%{init: {"theme":"dark"}}%%', "end", "subgraph x", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "`**bold**`", "a; b; c", "x\u2028y", "\x1b[31mred\x1b[0m", "\u202edesrever",
    "w" * 3000, "many words " * 300, "1. first", "- listed", "# heading", "www.example.org", "__init__ *it*", "$$x^2$$",
    "style a:#b;c", "fa:fa-car", "\ufb02\xb0\xb060\xb6\xdf", "#quot; &lt;b&gt; &amp;", r'\N \l \" \\', "{a|b|<c>}",
    'click n1 "javascript:x"', '=HYPERLINK("x")', "a\nb", "\uffff", "\ud83d", "---", "\u200b",
]  # fmt: skip


def below(
    plan: Plan, root: str | None = None, selection: ItemSelection | None = None, *, tasks: bool = True
) -> Subgraph:
    top: Item | None = plan.items[root] if root else None
    return subgraph_below(part_of(plan, top, selection, tasks=tasks), DAY)


def above(plan: Plan, name: str) -> Subgraph:
    return subgraph_above(plan, why(plan, find_item(plan, name), DAY))


def names(graph: Subgraph) -> list[str]:
    return [f"{'  ' * node.depth}{node.name}" for node in graph.nodes]


# --- the facts


def test_each_item_stands_once_with_all_it_serves() -> None:
    graph = below(plan_of(PLAN))
    assert names(graph) == [
        "purpose.p",
        "  vision.v",
        "    outcome.o",
        "      objective.b",
        "        key_result.k",
        "          tactic.c",
        "            task.t",
        "    outcome.q",
    ]
    assert {node.name: node.parents for node in graph.nodes}["objective.b"] == ("outcome.o", "outcome.q")
    assert [one.says for node in graph.nodes for one in node.breaks] == ["vision 'w' does not exist"]


def test_a_picture_has_the_filters_of_the_outline() -> None:
    plan = plan_of(PLAN)
    assert names(below(plan, "objective.b", tasks=False)) == ["objective.b", "  key_result.k", "    tactic.c"]
    assert names(below(plan, selection=ItemSelection(kinds=("outcome",))))[-1] == "    outcome.q"
    assert names(below(plan, "outcome.q", ItemSelection(tags=()))) == names(below(plan, "outcome.q"))


def test_the_way_up_has_levels_breaks_and_the_weakest_link() -> None:
    graph = above(plan_of(PLAN), "task.t")
    assert [name.strip() for name in names(graph)] == [
        "task.t", "tactic.c", "key_result.k", "objective.b", "outcome.o", "outcome.q", "vision.v", "purpose.p",
    ]  # fmt: skip
    assert graph.upward
    assert graph.weakest is not None
    assert graph.weakest.item.name == "outcome.q"
    (broken,) = [node for node in graph.nodes if node.breaks]
    assert (broken.name, [one.id for one in broken.breaks]) == ("outcome.q", ["w"])


RING = (
    ("objective", "a", {"title": "A", "key_result": "k"}),
    ("key_result", "k", {"title": "K", "objective": "a"}),
)


def test_a_ring_is_drawn_as_one() -> None:
    for graph in (below(made(*RING)), above(made(*RING), "objective.a")):
        assert sorted(edges_in_dot(dot(graph))) == [("n1", "n2"), ("n2", "n1")]
        assert {"n1 --> n2", "n2 --> n1"} <= {line.strip() for line in mermaid(graph).splitlines()}


def test_a_plan_may_be_as_deep_as_it_likes() -> None:
    links = [(f"objective.{n}", f"key_result.{n - 1}") for n in range(1, 3000)]
    plan = made(
        ("objective", "0", {"title": "0", "outcome": "none"}),
        *(("objective", up.partition(".")[2], {"title": up, "key_result": to.partition(".")[2]}) for up, to in links),
        *(("key_result", str(n), {"title": str(n), "objective": str(n)}) for n in range(3000)),
    )
    assert below(plan).nodes[-1].depth == 5999
    assert len(edges_in_text(dot(above(plan, "key_result.2999")))) == 6000


# --- Mermaid


def test_mermaid_from_above_is_exact() -> None:
    assert mermaid(below(plan_of(PLAN), "outcome.q", tasks=False)) == dedent("""\
        flowchart TD
          n1["outcome · q<br/>Heard<br/>0.03 · behind"]:::outcome
          n1m1["??<br/>vision 'w' does not exist"]:::missing
          n2["objective · b<br/>Faster<br/>0.03 · 2025-H2 · ines · behind"]:::objective
          n3["key result · k<br/>Three weeks<br/>58 → 57 of 18 · behind · due 31 Dec 2025 · ines"]:::key_result
          n4["tactic · c<br/>Desk<br/>0 of 1 task, dropped · ines"]:::tactic
          n1m1 -.-> n1
          n1 --> n2
          n2 --> n3
          n3 --> n4
          classDef outcome fill:#d9f99d,stroke:#3f6212,color:#111827
          classDef objective fill:#a7f3d0,stroke:#065f46,color:#111827
          classDef key_result fill:#bae6fd,stroke:#075985,color:#111827
          classDef tactic fill:#ddd6fe,stroke:#5b21b6,color:#111827
          classDef missing fill:#ffffff,stroke:#b91c1c,color:#111827,stroke-dasharray:4 3
          classDef error stroke:#b91c1c,stroke-width:3px
          class n1,n2,n3 error
          classDef aside stroke-dasharray:4 3
          class n4 aside
    """)


def test_mermaid_from_an_item_leads_up() -> None:
    text = mermaid(above(plan_of(PLAN), "objective.b"))
    assert text.startswith("flowchart BT\n")
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if "->" in line] == [
        "n1 --> n2", "n1 --> n3", "n2 --> n4", "n3 --> n4", "n3 -.-> n3m1", "n4 --> n5",
    ]  # fmt: skip
    assert any("weakest link#58; names vision 'w', which does not exist" in line for line in lines)


def star(tasks: int, title: str = "Call") -> Plan:
    return made(
        ("tactic", "c", {"title": "Desk", "key_result": "gone"}),
        *(("task", f"t{n:03}", {"title": title, "tactic": "c", "status": "done"}) for n in range(tasks)),
    )


def test_five_hundred_edges_are_drawn_and_one_more_is_left_out() -> None:
    whole = mermaid(below(star(499)))
    assert len(re.findall(r" -\.?->", whole)) == mermaid_module.MOST_EDGES
    assert "left out" not in whole
    part = mermaid(below(star(501)))
    assert len(re.findall(r" -\.?->", part)) == mermaid_module.MOST_EDGES
    assert (
        'rest["left out, because GitHub draws no more#58;<br/>2 tasks<br/>narrow it with ITEM or #45;#45;kind"]' in part
    )


@pytest.mark.parametrize("title", ["w" * 3000, "😀 " * 60, '"#' * 60])
def test_a_text_that_github_refuses_is_cut_to_what_it_takes(title: str) -> None:
    part = mermaid(below(star(499, title)))
    size = len(part.encode("utf-16-le")) // 2
    assert mermaid_module.MOST_TEXT - 2000 < size <= mermaid_module.MOST_TEXT
    drawn = len(re.findall(r":::task", part))
    assert f"{499 - drawn} tasks" in part


def labels_in_mermaid(text: str) -> dict[str, str]:
    return dict(re.findall(r'^  (\w+)\["(.*)"\]:::\w+$', text, re.MULTILINE))


def read_label(text: str) -> list[str]:
    """Return the lines of a label as a reader sees them."""
    return [unescape(re.sub(r"#([a-z]+);", r"&\1;", line).replace("#", "&#")) for line in text.split("<br/>")]


def hostile_plan(text: str) -> Plan:
    return made(
        ("objective", "b", {"title": text, "owner": text, "period": text, "outcome": text}),
        ("key_result", text, {"title": text, "objective": "b", "metric": {"name": "n", "unit": text, "target": 3}}),
        ("task", "t", {"title": text, "status": text, "assignee": text, "tactic": [text, text + "2"]}),
    )


def check_mermaid(text: str) -> None:
    graph = below(hostile_plan(text))
    written = mermaid(graph)
    shown = labels_in_mermaid(written)
    statement = re.compile(r'\w+\["[^"\n]*"\]:::\w+|\w+ -\.?-> \w+|class(Def)? [\w,]+ [\w#:,. -]+')
    head, *lines = written.removesuffix("\n").split("\n")
    assert head == "flowchart TD"
    assert all(statement.fullmatch(line.strip()) for line in lines)
    assert not HARMFUL.search(written.replace("\n", ""))
    for number, node in enumerate(sorted(graph.nodes, key=lambda node: node.depth), 1):
        text = shown[f"n{number}"]
        assert [line.replace("\u200b", "") for line in read_label(text)] == label(node, graph)
        assert re.fullmatch(r"(<br/>|#\w+;|(?<=\d)\.(?=\d)|(?<=\w)-(?=\w)|[^\W_]|[ ,'!?/]|[^\x00-\x7f])*", text)
        assert len(text) < 5000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_mermaid(text: str) -> None:
    check_mermaid(text)


@given(st.text(max_size=40))
def test_any_text_in_mermaid(text: str) -> None:
    check_mermaid(text)


def test_pairs_that_mermaid_looks_for_afterwards_stand_apart() -> None:
    for text in ("$$x$$", "fa:fa-car", "\ufb02\xb0\xb060\xb6\xdf"):
        shown = read_label(labels_in_mermaid(mermaid(below(hostile_plan(text))))["n1"])[1]
        assert shown.replace("\u200b", "") == text
        assert not re.search(r"\$\$|fa:fa-|\ufb02\xb0|\xb6\xdf", shown)


# --- DOT


def edges_in_text(text: str) -> list[str]:
    return re.findall(r"^  \w+ -> \w+", text, re.MULTILINE)


def parsed(text: str) -> pydot.Dot:
    graphs = pydot.graph_from_dot_data(text)
    assert graphs is not None
    (graph,) = graphs
    return graph


def edges_in_dot(text: str) -> list[tuple[str, str]]:
    return [(str(edge.get_source()), str(edge.get_destination())) for edge in parsed(text).get_edges()]


def test_dot_is_what_graphviz_reads() -> None:
    graph = parsed(dot(below(plan_of(PLAN), "outcome.q", tasks=False)))
    assert graph.get_rankdir() == "TB"
    assert edges_in_dot(dot(below(plan_of(PLAN), "outcome.q", tasks=False))) == [
        ("n1m1", "n1"), ("n1", "n2"), ("n2", "n3"), ("n3", "n4"),
    ]  # fmt: skip
    (node,) = graph.get_node("n3")
    assert node.get_label() == r'"key result · k\nThree weeks\n58 → 57 of 18 · behind · due 31 Dec\n2025 · ines"'
    assert (node.get_tooltip(), node.get_color()) == ('"key_result.k"', '"#b91c1c"')
    assert graph.get_node("n4")[0].get_style() == '"rounded,filled,dashed"'


def test_dot_from_an_item_leads_up() -> None:
    text = dot(above(plan_of(PLAN), "objective.b"))
    assert parsed(text).get_rankdir() == "BT"
    assert edges_in_dot(text) == [
        ("n1", "n2"), ("n1", "n3"), ("n2", "n4"), ("n3", "n4"), ("n3", "n3m1"), ("n4", "n5"),
    ]  # fmt: skip


def seen_in_dot(quoted: str) -> str:
    """Return a label as Graphviz shows it: escapes read, then entities."""
    inside = quoted.removeprefix('"').removesuffix('"')
    return unescape(re.sub(r"\\(.)", lambda match: {"n": " "}.get(match[1], match[1]), inside))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_dot(text: str) -> None:
    graph = below(hostile_plan(text))
    written = dot(graph)
    assert not HARMFUL.search(written.replace("\n", ""))
    read = parsed(written)
    for number, node in enumerate(graph.nodes, 1):
        (box,) = read.get_node(f"n{number}")
        # Wide letters may be parted at the end of a line, so that spaces do not count.
        assert seen_in_dot(box.get_label()).replace(" ", "") == "".join(label(node, graph)).replace(" ", "")
    assert len(read.get_edges()) == sum(len(node.breaks) for node in graph.nodes) + 1


# --- CSV


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_a_row_for_every_item() -> None:
    text = tree_csv(below(plan_of(PLAN)))
    assert text.splitlines()[0] == ",".join(HEADER)
    assert text.count("\r\n") == 9
    found = {row["item"]: row for row in rows(text)}
    assert found["objective.b"] == {
        "item": "objective.b", "kind": "objective", "title": "Faster", "status": "", "open": "True", "begun": "True",
        "in_force": "True", "reported": "", "progress": "0.025", "rests_on": "1", "of": "1", "score": "",
        "expected": "0.579235", "pace": "0.04316", "owner": "ines", "start": "2025-07-01", "due": "2025-12-31",
        "parents": "outcome.o outcome.q", "depth": "3",
    }  # fmt: skip
    assert found["task.t"]["owner"] == "tomas"
    assert (found["key_result.k"]["rests_on"], found["key_result.k"]["of"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+cmd", "'+cmd"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("- a list", "'- a list"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("+3.5e3", "+3.5e3"),
        ("-.5", "-.5"),
        ("a=b", "a=b"),
        ('two\nlines, a "quote"', 'two\nlines, a "quote"'),
        ("\r=1", "\\r=1"),
        ("\x1b[31m\u202e\u2028", "\\x1b[31m\\u202e\\u2028"),
        ("'=1", "''=1"),
        ("", ""),
    ],
)
def test_a_cell_runs_nowhere(text: str, cell: str) -> None:
    assert rows(csv_text(["a", "b"], [[text, 1]])) == [{"a": cell, "b": "1"}]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert csv_text(["a", "b", "c"], [[-5, -0.5, None]]) == "a,b,c\r\n-5,-0.5,\r\n"


@given(st.text(max_size=20))
def test_any_text_is_one_cell(text: str) -> None:
    ((cell, end),) = list(csv.reader(io.StringIO(csv_text(["a", "b"], [[text, "end"]]), newline="")))[1:]
    assert end == "end"
    assert not re.match(r"[=+\-@\t\r\n]", cell) or re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", cell, re.IGNORECASE)
    assert not HARMFUL.search(re.sub(r"[\n\t]", "", cell))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_table(text: str) -> None:
    found = rows(tree_csv(below(hostile_plan(text))))
    assert len(found) == 3
    assert all(set(row) == set(HEADER) and row["depth"].isdigit() for row in found)


# --- the commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "planlint.toml").touch()
    (tmp_path / "plan.toml").write_text(dedent(PLAN), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2025-10-15")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "begins", "boxes"),
    [
        (["tree", "--format", "mermaid"], 0, "flowchart TD\n", 7),
        (["tree", "--format", "mermaid", "--tasks"], 0, "flowchart TD\n", 8),
        (["tree", "b", "--kind", "key_result", "--format", "mermaid"], 0, "flowchart TD\n", 2),
        (["why", "t", "--format", "mermaid"], 1, "flowchart BT\n", 8),
        (["why", "p", "--format", "mermaid"], 0, "flowchart BT\n", 1),
    ],
)
def test_the_commands_draw(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], status: int, begins: str, boxes: int
) -> None:
    assert main(arguments) == status
    text = capfd.readouterr().out
    assert text.startswith(begins)
    assert len([name for name in labels_in_mermaid(text) if "m" not in name]) == boxes
    assert main([*arguments[:-2], "--format", "dot"] if arguments[-1] == "mermaid" else arguments) == status
    assert capfd.readouterr().out != ""


def test_a_table_and_json_hold_the_same(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "b", "--format", "json"]) == 0
    (root,) = json.loads(capfd.readouterr().out)["roots"]
    assert main(["tree", "b", "--format", "csv", "-o", "plan.csv"]) == 0
    data = (folder / "plan.csv").read_bytes().decode()
    assert data.endswith("\r\n")
    (first, *others) = rows(data)
    assert {key: str(root[key]) for key in ("item", "title", "progress", "expected", "owner", "due")} == {
        key: first[key] for key in ("item", "title", "progress", "expected", "owner", "due")
    }
    assert [row["item"] for row in others] == ["key_result.k", "tactic.c", "task.t"]


def test_what_matches_nothing_is_an_empty_picture(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for form, text in (("mermaid", "flowchart TD\n"), ("csv", ",".join(HEADER) + "\r\n")):
        assert main(["tree", "--status", "off-track", "--format", form]) == 0
        assert capfd.readouterr() == (text, "nothing matches\n")


def test_why_is_no_table(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["why", "p", "--format", "csv"]) == 2
    assert "invalid choice: 'csv'" in capfd.readouterr().err
    monkeypatch.setenv("PLANLINT_FORMAT", "csv")
    assert main(["why", "p"]) == 0
    assert "Homes" in capfd.readouterr().out


# --- the schemas of the outputs


def validator(name: str) -> Draft202012Validator:
    schema = schema_dict(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


OUTPUTS = [
    ("tree", []), ("tree", ["b"]), ("tree", ["--kind", "outcome"]), ("tree", ["--status", "off-track"]),
    ("why", ["t"]), ("why", ["p"]),
]  # fmt: skip


@pytest.mark.parametrize(("command", "arguments"), OUTPUTS)
def test_output_fits_its_schema(
    folder: Path, capfd: pytest.CaptureFixture[str], command: str, arguments: list[str]
) -> None:
    main([command, *arguments, "--format", "json"])
    output = json.loads(capfd.readouterr().out)
    check = validator(command)
    assert [error.message for error in check.iter_errors(output)] == []
    for key in output:
        assert not check.is_valid({**output, key: 2})
        assert not check.is_valid({other: value for other, value in output.items() if other != key})
    assert not check.is_valid({**output, "more": 1})


@pytest.mark.parametrize("command", ["tree", "why"])
def test_hostile_output_fits_its_schema(folder: Path, capfd: pytest.CaptureFixture[str], command: str) -> None:
    (folder / "plan.toml").write_text('[task.t]\ntitle = "\\u202e"\nstatus = 3\nassignee = []\ndue = "x"\n')
    main([command, "t", "--format", "json"] if command == "why" else [command, "--format", "json"])
    assert validator(command).is_valid(json.loads(capfd.readouterr().out))


def test_the_schemas_are_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("tree", "why"):
        assert main(["schema", name]) == 0
        assert json.loads(capfd.readouterr().out) == schema_dict(name)
