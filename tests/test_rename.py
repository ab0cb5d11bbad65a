"""An id renamed wherever it is written, and nothing else."""

from textwrap import dedent

import pytest

from planlint.edit.errors import EditError
from planlint.edit.fields import Fields
from planlint.edit.rename import Renamed, rename
from planlint.lint.fingerprint import Fingerprint
from planlint.load import load
from planlint.tree import Unreadable
from planlint.trees import schema_dict
from tests.support.planning import PLAN, check, lines

FIELDS = Fields(schema_dict("plan"))


def renamed(files: dict[str, str | bytes | Unreadable], old: str, new: str) -> Renamed:
    tree = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    loaded = load(tree, PLAN)
    return rename(tree, loaded, loaded.plan.items[old], new, FIELDS)


def after(text: str, old: str, new: str) -> str:
    """Return a plan of one file after a rename."""
    return renamed({"plan.toml": text}, old, new).files["plan.toml"].decode()


def refusal(files: "str | dict[str, str | bytes | Unreadable]", old: str, new: str) -> str:
    with pytest.raises(EditError) as caught:
        renamed({"plan.toml": files} if isinstance(files, str) else files, old, new)
    return f"{caught.value.message}: {caught.value.help}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[key_result.x]\ntitle = 'T'\n", "[key_result.new]\ntitle = 'T'\nformerly = [\"x\"]\n"),
        (
            "[ key_result . 'x' ] # x\ntitle = 'x'\n"
            "[key_result.x.metric]\nname = \"x\"\n[key_result.x2]\ntitle = 'U'\n",
            "[ key_result . 'new' ] # x\ntitle = 'x'\nformerly = [\"x\"]\n[key_result.new.metric]\nname = \"x\"\n"
            "[key_result.x2]\ntitle = 'U'\n",
        ),
        (
            "[key_result]\nx.title = 'T'\n\"x\".metric.name = 'n'\ny.title = 'x'\n",
            "[key_result]\nnew.title = 'T'\nnew.formerly = [\"x\"]\n\"new\".metric.name = 'n'\ny.title = 'x'\n",
        ),
        (
            "key_result.x.title = 'T'\nkey_result.x.x-note.x = 1\n[task.x]\ntitle = 'x'\n",
            "key_result.new.title = 'T'\nkey_result.new.formerly = [\"x\"]\nkey_result.new.x-note.x = 1\n"
            "[task.x]\ntitle = 'x'\n",
        ),
        (
            "key_result = { x = { title = 'T', metric = { name = 'x' } }, y = { title = 'x' } }\n",
            "key_result = { new = { title = 'T', metric = { name = 'x' }, "
            "formerly = [\"x\"] }, y = { title = 'x' } }\n",
        ),
        (
            "key_result = { x.title = 'T', x.metric.name = 'x' }\n",
            "key_result = { new.title = 'T', new.metric.name = 'x', new.formerly = [\"x\"] }\n",
        ),
        ("[key_result]\nx = { title = 'T' }\n", "[key_result]\nnew = { title = 'T', formerly = [\"x\"] }\n"),
        (
            "[key_result.x]\ntitle = 'T'\nx-log = [\n  { x = 1 },\n]\n[[key_result.x.x-more]]\nx = 1\n",
            "[key_result.new]\ntitle = 'T'\nformerly = [\"x\"]\n"
            "x-log = [\n  { x = 1 },\n]\n[[key_result.new.x-more]]\nx = 1\n",
        ),
        (
            "[key_result.x]\ntitle = '''\n[key_result.x]\n'''\n# [key_result.x]\n",
            "[key_result.new]\ntitle = '''\n[key_result.x]\n'''\nformerly = [\"x\"]\n# [key_result.x]\n",
        ),
        (
            "[key_result.x]\ntitle = 'T'\nformerly = [\n  'older', # 2025\n]\n",
            "[key_result.new]\ntitle = 'T'\nformerly = [\n  'older', # 2025\n  \"x\",\n]\n",
        ),
        (
            "[key_result.x]\ntitle = 'T'\nformerly = ['new']\n",
            "[key_result.new]\ntitle = 'T'\nformerly = [\"x\"]\n",
        ),
    ],
)
def test_an_item_has_its_id_in_every_way_of_writing_it(text: str, result: str) -> None:
    assert after(text, "key_result.x", "new") == result


REFERENCES = """\
[objective.o]
title = "x"
key_result = ["x", 'y', "x2"] # x
owner = "x"

[key_result.x]
title = "X"

[key_result.y]
title = "Y"
continues = '''x'''
depends_on = ["x", "key_result.x", "tactic.x", "task.t"]

[tactic.x]
title = "T"
key_result = "x"
depends_on = ["x", "key_result.x"]
x-ref = "x"

[task.t]
title = "x"
tactic = "x"
depends_on = "key_result.x"
"""


def test_what_refers_to_the_item_follows_and_what_refers_to_others_stays() -> None:
    assert after(REFERENCES, "key_result.x", "new") == REFERENCES.replace("[\"x\", 'y'", "[\"new\", 'y'").replace(
        '[key_result.x]\ntitle = "X"\n', '[key_result.new]\ntitle = "X"\nformerly = ["x"]\n'
    ).replace("'''x'''", "'''new'''").replace(
        '["x", "key_result.x", "tactic.x"', '["new", "key_result.new", "tactic.x"'
    ).replace('key_result = "x"', 'key_result = "new"').replace(
        '["x", "key_result.x"]', '["x", "key_result.new"]'
    ).replace('"key_result.x"\n', '"key_result.new"\n')


PEOPLE = """\
[person.mia]
name = "Mia"

[team.legal]
name = "legal"
members = ["mia", "tom"]
lead = "mia"

[objective.o]
title = "mia"
owner = "mia"
with = ["mia", "legal"]
asks.legal = "mia"
agreed.legal = "mia"
agreed.mia = "legal"

[task.t]
title = "legal"
assignee = "mia"
"""


def test_a_person_is_renamed_wherever_people_may_stand() -> None:
    expected = PEOPLE.replace('[person.mia]\nname = "Mia"\n', '[person.mia-b]\nname = "Mia"\nformerly = ["mia"]\n')
    for field in (
        'members = ["mia"',
        'lead = "mia"',
        'owner = "mia"',
        'with = ["mia"',
        'agreed.legal = "mia"',
        'assignee = "mia"',
    ):
        expected = expected.replace(field, field.removesuffix('mia"') + 'mia-b"')
    done = renamed({"plan.toml": PEOPLE}, "person.mia", "mia-b")
    assert done.files["plan.toml"].decode() == expected
    assert done.places == {"plan.toml": 7}


def test_a_team_is_renamed_where_something_is_asked_of_it() -> None:
    expected = PEOPLE.replace("[team.legal]", "[team.law]").replace('"mia", "legal"', '"mia", "law"')
    expected = expected.replace('lead = "mia"\n', 'lead = "mia"\nformerly = ["legal"]\n')
    expected = expected.replace("asks.legal", "asks.law").replace("agreed.legal", "agreed.law")
    assert after(PEOPLE, "team.legal", "law") == expected
    inline = "[team.a]\nname = 'A'\n[tactic.t]\nasks = { a = 'x', b = 'a' }\n[tactic.t.agreed]\n\"a\" = 'a'\n"
    assert after(inline, "team.a", "new") == (
        "[team.new]\nname = 'A'\nformerly = [\"a\"]\n"
        "[tactic.t]\nasks = { new = 'x', b = 'a' }\n[tactic.t.agreed]\n\"new\" = 'a'\n"
    )


def test_a_period_is_renamed_wherever_days_may_stand() -> None:
    text = dedent("""\
        [period.h]
        start = 2026-01-01
        end = 2026-06-30
        title = "h"

        [outcome.o]
        title = "h"
        horizon = "h"

        [objective.o]
        title = "h"
        outcome = "h"
        period = "h"
        start = "h"
        due = "h"

        [key_result.k]
        title = "h"
        milestones.h = "h"
        milestones.i = "undated"
        reached = ["h"]

        [key_result.m]
        title = "h"
        metric.name = "h"
        metric.target = 2
        metric.path.h = 1
        metric.path.2026-Q3 = 1.5
    """)
    expected = text.replace("[period.h]", "[period.half]").replace('milestones.h = "h"', 'milestones.h = "half"')
    expected = expected.replace("path.h", "path.half").replace(
        'title = "h"\n\n[outcome', 'title = "h"\nformerly = ["h"]\n\n[outcome'
    )
    for key in ("horizon", "period", "start", "due"):
        expected = expected.replace(f'{key} = "h"', f'{key} = "half"')
    assert after(text, "period.h", "half") == expected
    assert refusal(text.replace('due = "h"', 'due = "2026"'), "period.h", "2026").startswith(
        "'2026' has a meaning of its own, and objective.o uses it"
    )
    assert "key_result.k uses it" in refusal(text, "period.h", "undated")
    assert "[period.2027]" in after(text, "period.h", "2027")


def test_a_name_that_a_person_and_a_team_share_is_not_guessed_at() -> None:
    both = PEOPLE + '\n[team.mia]\nname = "M"\n'
    assert refusal(both, "person.mia", "new").startswith("there is a team 'mia' too: who is `owner` of objective.o?")
    assert refusal(PEOPLE, "person.mia", "legal").startswith("there is a team 'legal' too: who is `owner`")
    quiet = '[person.a]\nname = "A"\n\n[team.a]\nname = "A"\nlead = "a"\n'
    assert after(quiet, "person.a", "b") == quiet.replace(
        '[person.a]\nname = "A"\n', '[person.b]\nname = "A"\nformerly = ["a"]\n'
    ).replace('lead = "a"', 'lead = "b"')


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = b"\xef\xbb\xbf" + REFERENCES.replace("\n", "\r\n").encode()
    done = renamed({"plan.toml": text}, "task.t", "u").files["plan.toml"]
    expected = text.replace(b"[task.t]", b"[task.u]").replace(b"task.t", b"task.u")
    assert done == expected.replace(b'"key_result.x"\r\n', b'"key_result.x"\r\nformerly = ["t"]\r\n')


X, Y = "[key_result.x]\ntitle = 'X'\n", "[key_result.y]\ntitle = 'Y'\n"


@pytest.mark.parametrize(
    ("files", "new", "message"),
    [
        (X, "x", "key_result.x already has this id: name another one"),
        (X, "days to keys", "'days to keys' cannot be an id: write days-to-keys: an id has letters"),
        (X, "-x", "'-x' cannot be an id: write x: an id has"),
        (X, "n" * 65, "'" + "n" * 65 + "' cannot be an id: write " + "n" * 64),
        (X, "", "'' cannot be an id: an id has"),
        (X, "ö", "'ö' cannot be an id: write o: an id"),
        ({"a.toml": X, "b.toml": Y}, "y", "there is a key result 'y' already in b.toml: choose an id that is free"),
        ({"a.toml": X, "b.toml": f"{Y}broken\n"}, "y", "there is a key result 'y' already: choose an id"),
        (
            f"{X}\n{Y}formerly = ['z']\n",
            "z",
            "'z' was formerly the id of key_result.y, and references to it mean that item: choose an id that was "
            "never used",
        ),
        (f"{X}formerly = 'w'\n", "z", "`formerly` of key_result.x is not a list, so no id can be added to it"),
        ({"a.toml": X, "b.toml": X}, "z", "key_result.x is declared twice: a.toml, b.toml"),
        (
            {"a.toml": X, "b.toml": "[tactic.t]\nkey_result = x\n"},
            "z",
            "'b.toml' cannot be read, and it may refer to key_result.x: repair it first",
        ),
        ({"a.toml": X, "b.toml": Unreadable("no permission")}, "z", "'b.toml' cannot be read"),
        ({"a.toml": X, "b.toml": b"#" * ((1 << 20) + 1)}, "z", "'b.toml' cannot be read"),
    ],
)
def test_what_cannot_be_renamed_so_is_refused(
    files: "str | dict[str, str | bytes | Unreadable]", new: str, message: str
) -> None:
    assert refusal(files, "key_result.x", new).startswith(message)


def test_a_broken_file_that_cannot_know_the_item_is_no_obstacle() -> None:
    done = renamed(
        {"a.toml": "[key_result.days]\ntitle = 'D'\n", "b.toml": "[tactic.t]\nkey_result = w\n"}, "key_result.days", "z"
    )
    assert list(done.files) == ["a.toml"]


def test_an_id_that_never_was_one_can_be_mended() -> None:
    text = '[key_result."days to keys"]\ntitle = \'D\'\n\n[tactic.t]\nkey_result = "days to keys"\n'
    assert after(text, "key_result.days to keys", "days-to-keys") == (
        '[key_result."days-to-keys"]\ntitle = \'D\'\nformerly = ["days to keys"]\n\n'
        '[tactic.t]\nkey_result = "days-to-keys"\n'
    )


def test_an_id_used_in_ten_files_is_renamed_in_one_call_and_the_check_stays_clean() -> None:
    head = dedent("""\
        [purpose.p]
        title = "Neighbours meet"

        [vision.v]
        title = "Nobody eats alone"
        purpose = "p"

        [outcome.o]
        title = "People come back"
        vision = "v"

        [objective.welcome]
        title = "A first visit feels like the third"
        outcome = "o"
        owner = "ann"
        period = "2026-H2"

        [key_result.goal]
        title = "The goal is reached in two steps"
        objective = "welcome"
        milestones.a = 2026-11-01
        milestones.b = 2026-12-01
    """)
    tactic = dedent("""\
        # {n}: goal and "goal" are words here
        [tactic.t{n}] # goal\r
        title = "Do what leads to the goal in place {n}"
        key_result = [ "goal" ] # keep
        [task.u{n}]
        title = "Ring at door {n}"
        tactic = "t{n}"
    """)
    files: dict[str, str | bytes | Unreadable] = {"plan/0.toml": head}
    files |= {f"plan/{n}.toml": tactic.format(n=n) for n in range(1, 10)}
    assert lines(check(files)) == []
    done = renamed(files, "key_result.goal", "aim")
    assert done.places == dict.fromkeys(files, 1)
    for path, data in done.files.items():
        text = files[path]
        assert isinstance(text, str)
        expected = text.replace('[ "goal" ]', '[ "aim" ]').replace("[key_result.goal]", "[key_result.aim]")
        assert data.decode() == expected.replace("2026-12-01\n", '2026-12-01\nformerly = ["goal"]\n')
    assert lines(check({**files, **done.files})) == []


@pytest.mark.parametrize("name", ["key_result.x", "tactic.x", "task.t", "objective.o"])
def test_there_and_back_again_only_leaves_a_memory(name: str) -> None:
    kind, _, identifier = name.partition(".")
    text = after(after(REFERENCES, name, "other"), f"{kind}.other", identifier)
    assert text.count('formerly = ["other"]\n') == 1
    assert text.replace('formerly = ["other"]\n', "") == REFERENCES


def test_findings_are_known_again_under_their_new_names() -> None:
    done = renamed({"plan.toml": PEOPLE}, "team.legal", "law")
    assert done.mark(Fingerprint("PL606", "objective.o", "asks.legal")) == ("PL606", "objective.o", "asks.law")
    assert done.mark(Fingerprint("PL999", "team.legal", "lead")) == ("PL999", "team.law", "lead")
    assert done.mark(Fingerprint("PL101", "objective.o", "legal")) == ("PL101", "objective.o", "legal")
    # An item of another kind with the same id is another item.
    done = renamed({"plan.toml": PEOPLE.replace("objective.o", "objective.legal")}, "objective.legal", "law")
    assert done.mark(Fingerprint("PL606", "task.t", "asks.legal")) == ("PL606", "task.t", "asks.legal")
