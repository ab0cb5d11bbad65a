"""Repositories as mean as hypothesis can make them: bytes, settings, waivers, merges; and a command run in them."""

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.history_strategy import PATHS, Made, build, histories
from tests.support.plan_strategy import plans
from tests.support.whole_plans import whole_plans

DAY = "2026-03-14"
_SEVERAL = PATHS[:4]

# What is put into a text, at the beginning of a line or anywhere in it.
_LINES = (
    "# planlint: ignore[PL] -- because\n",
    "# planlint: ignore[PL305, no-owner] until 2026-01-01 -- it was so\n",
    "# planlint: ignore-file[PL1, PL999]\n",
    "# planlint: ignore\n# planlint: ignore[\n",
    "# planlint: ignore[PL2] until tomorrow -- \u202e\n",
    "[task.a.b.c]\n",
    "[[task]]\n",
    "[task]\n",
    "[ task . 'a b' ]\n",
    'tags = [ # one\n  "x", # two\n\n  "y" ]\n',
    'description = """\\\n  [task.z]\n # planlint: ignore[PL1]\n"""\n',
    "note = '''\n'''\n",
    'formerly = ["a", "b", "c", "old-a"]\n',
    'depends_on = ["task.a", "key_result.b", "b"]\n',
    'title = "\\u0000\\u001b[31m\\u202e\\u200b"\n',
    f'title = "{"wide 漢字 " * 40}"\n',
    "title = ''\n",
    "metric = { name = 'x', baseline = 1e400, target = nan, current = 9223372036854775807 }\n",
    "metric.path.2026-02-30 = 1\n",
    "due = 0001-01-01\n",
    "due = 9999-12-31\n",
    "due = 2026-03-14T09:00:00\n",
    "start = 07:30\n",
    'period = "9999-Q4"\n',
    "weight = -0.0\n",
    "[period.mine]\nstart = 9999-12-31\nend = 0001-01-01\n",
    '[person.a]\nname = "A"\nformerly = ["b"]\n[team.a]\nmembers = ["a", "b"]\n',
)
_BYTES = (
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    "\ufeff".encode(),
    "é".encode(),
    b'"',
    b"'",
    b"[",
    b"]",
    b"{",
    b"#",
)
_ENCODERS: Sequence[Callable[[bytes], bytes]] = (
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data: data.decode("utf-8", "replace").encode("latin-1", "replace"),
    lambda data: data[: len(data) // 2],
    lambda data: data.rstrip(b"\n"),
    lambda data: data + data,
    lambda data: b"",
)
_SETTINGS = (
    'include = ["plan.toml", "plan"]\n',
    'exclude = ["plan/b"]\n',
    'archive = ["plan/a.toml"]\n',
    'archive = ["."]\n',
    'extend-select = ["ALL"]\n',
    'select = ["ALL"]\n',
    'select = ["PL9"]\n',
    'ignore = ["PL1", "no-such-rule"]\n',
    'fail-on = "info"\n',
    "[limits]\nobjectives-per-person = 1\nkey-results-per-objective = 1\n",
    '[severity]\nPL1 = "info"\nPL3 = "error"\n',
    '[per-file-ignores]\n"plan/**" = ["PL2"]\n',
    '[words]\nactivities = ["keep", "raise"]\n',
    "select = 3\n",
    "= broken\n",
)


_MESSAGES = (
    b"c\n",
    b"",
    b"Lower it\n\nPlan-Reason: the office moved\n",
    b"Lower it\n\nPlan-Reason(a): the office moved\nPlan-Reason(key_result.b): so did\n  the people\n",
    b"Call\n\nPlan-Item: a, task.b\nplan-item: nothing-like-it\n",
    b'Revert "c"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\n',
    b"fixup! c\n\nPlan-Reason: TBD\n",
    b"::error::it is not\n\nPlan-Item: ::stop-commands::x\n",
    b"\x1b[31m\xff\xfe \xe2\x80\xae\r\n\r\nPlan-Item:\r\nPlan-Reason:\r\n",
    "漢字 e\u0301\n\nPlan-Item: а\n".encode(),
)
_WHENS = ("", "", "", "0 +0000", "1760000000 -1200", "1760000000 +1400", "4102444800 +0000", "253402300799 +0000")
_NAMES = (b"Ann", b"Ann", "É 漢字".encode(), b"\xff\xfe", b"", b"| # `", b"=cmd")
_ATTRIBUTES = (
    b"* text eol=crlf\n",
    b"*.toml working-tree-encoding=UTF-16LE\n",
    b"*.toml -diff merge=union\n",
    b"*.toml filter=none diff=none\n",
    b"plan/** export-ignore\n",
    b"\xff\xfe [\n",
)
_IGNORED = (b"*.toml\n", b"plan/b/\n", b"/plan.toml\n!x.plan.toml\n")
# Settings of a reader that change what git prints for people, and no file.
LOOKS = (
    ("log.showSignature", "true"),
    ("log.follow", "true"),
    ("log.diffMerges", "off"),
    ("log.showRoot", "false"),
    ("log.date", "format:%y"),
    ("core.quotePath", "false"),
    ("core.abbrev", "4"),
    ("diff.noprefix", "true"),
    ("diff.renames", "copies"),
    ("diff.external", "/bin/false"),
    ("diff.orderFile", "nowhere"),
    ("i18n.logOutputEncoding", "latin1"),
    ("i18n.commitEncoding", "latin1"),
    ("color.ui", "always"),
    ("color.diff", "always"),
    ("status.showUntrackedFiles", "no"),
    ("blame.showEmail", "true"),
    ("format.pretty", "oneline"),
    ("grep.patternType", "fixed"),
    ("core.pager", "/bin/false"),
)


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a plan file: a plan, then lines and bytes put into it, then another way to write it."""
    form = draw(st.integers(0, 3))
    text = draw(whole_plans()) if form == 0 else "\n".join(draw(plans()))
    lines = text.splitlines(keepends=True)
    for line in draw(st.lists(st.sampled_from(_LINES), max_size=4)):
        lines.insert(draw(st.integers(0, len(lines))), line)
    for _ in range(draw(st.integers(0, 2))):
        if len(lines) > 1:  # lines that are there twice, or stand elsewhere
            line = lines[draw(st.integers(0, len(lines) - 1))]
            lines.insert(draw(st.integers(0, len(lines))), line)
    data = "".join(lines).encode("utf-8", "surrogatepass")
    for piece in draw(st.lists(st.sampled_from(_BYTES), max_size=draw(st.sampled_from((0, 0, 0, 2))))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + piece + data[at:]
    if draw(st.integers(0, 5)) == 0:
        data = draw(st.sampled_from(_ENCODERS))(data)
    return data


@st.composite
def settings_texts(draw: st.DrawFn) -> bytes:
    """Draw settings: mostly ones that are understood."""
    chosen = draw(st.lists(st.sampled_from(_SETTINGS[:-2]), max_size=3, unique_by=lambda one: one.partition(" ")[0]))
    chosen += draw(st.lists(st.sampled_from(_SETTINGS[-2:]), max_size=draw(st.sampled_from((0, 0, 0, 0, 1)))))
    return "".join(sorted(chosen, key=lambda one: one.startswith("["))).encode()


def _gone(repo: Repo) -> None:
    for path in repo.top.glob("plan/**/*.toml"):
        path.unlink()


def _skipped(repo: Repo) -> None:
    for path in repo.run("ls-files", "-z", "--", "plan").split("\0")[:2]:
        if path:
            repo.run("update-index", "--skip-worktree", "--", path, check=False)
            (repo.top / path).unlink(missing_ok=True)


def _linked(repo: Repo) -> None:
    (repo.top / "linked.plan.toml").symlink_to("plan.toml")
    (repo.top / "nowhere.plan.toml").symlink_to("nowhere")


def _a_folder(repo: Repo) -> None:
    (repo.top / "folder.plan.toml").mkdir(exist_ok=True)


def _in_a_merge(repo: Repo) -> None:
    person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    repo.run(*person, "merge", "--quiet", "--no-commit", "--no-ff", "--allow-unrelated-histories", "c0", check=False)


def _shallow(repo: Repo) -> None:
    (repo.top / ".git" / "shallow").write_text(repo.run("rev-parse", "main") + "\n")


def _promised(repo: Repo) -> None:
    repo.run("add", "--intent-to-add", "--all", check=False)


def _sparse(repo: Repo) -> None:
    repo.run("sparse-checkout", "set", "--no-cone", "/*", "!/plan/b", check=False)


def _detached(repo: Repo) -> None:
    repo.run("checkout", "--quiet", "--detach", check=False)


def _unborn(repo: Repo) -> None:
    repo.run("symbolic-ref", "HEAD", "refs/heads/not-yet")


# What people and programs do to a repository besides committing.
_STATES = (
    _gone, _skipped, _linked, _a_folder, _in_a_merge, _shallow, _promised, _sparse, _detached, _unborn,
)  # fmt: skip


class Scene(NamedTuple):
    """A history, what lies in the working tree and in the index beside it, and what was done to all of it."""

    commits: Sequence[Made]
    staged: Mapping[str, bytes]
    unstaged: Mapping[str, bytes]
    states: Sequence[Callable[[Repo], None]] = ()

    def made(self, top: Path) -> Repo:
        """Make the repository with its files."""
        repo = build(top, self.commits)
        (top / "stream").unlink()
        repo.run("reset", "--quiet", "--hard", "main")
        for files in (self.staged, self.unstaged):
            for path, data in files.items():
                repo.write(path, data)
            if files is self.staged and files:
                repo.run("add", "--all")
        for state in self.states:
            state(repo)
        return repo


def _meaner(draw: st.DrawFn, one: Made) -> Made:
    """Return a commit with what people write into messages, and what clocks and names may be."""
    return one._replace(
        files={path: draw(texts()) if draw(st.integers(0, 3)) == 0 else text for path, text in one.files.items()},
        message=draw(st.sampled_from(_MESSAGES)),
        when=draw(st.sampled_from(_WHENS)),
        who=draw(st.sampled_from(_NAMES)),
    )


@st.composite
def scenes(draw: st.DrawFn, most_states: int = 2) -> Scene:
    """Draw a repository."""
    commits = [_meaner(draw, one) for one in draw(histories(5))]
    commits[-1] = commits[-1]._replace(files={**commits[-1].files, "plan.toml": draw(texts())})
    paths = st.sampled_from(_SEVERAL)
    staged = draw(st.dictionaries(paths, texts(), max_size=2))
    unstaged = draw(st.dictionaries(paths, texts(), max_size=2))
    if draw(st.booleans()):
        (staged if draw(st.booleans()) else unstaged)["planlint.toml"] = draw(settings_texts())
    for name, several in ((".gitattributes", _ATTRIBUTES), (".gitignore", _IGNORED)):
        if most_states and draw(st.integers(0, 5)) == 0:
            unstaged[name] = draw(st.sampled_from(several))
    if draw(st.integers(0, 4)) == 0:
        first = commits[0]
        commits[0] = first._replace(files={**first.files, "planlint.toml": draw(settings_texts())})
    number = draw(st.integers(0, most_states))
    return Scene(commits, staged, unstaged, draw(st.lists(st.sampled_from(_STATES), max_size=number, unique=True)))


class Ended(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    out: bytes
    err: bytes


@contextmanager
def _stream(name: str):  # type: ignore[no-untyped-def]
    kept, held = getattr(sys, name), io.BytesIO()
    setattr(sys, name, io.TextIOWrapper(held, encoding="utf-8", write_through=True))
    try:
        yield held
    finally:
        setattr(sys, name, kept)


def ran(*arguments: str) -> Ended:
    """Run a command in the current folder, in this process; an error that nobody thought of comes out as it is."""
    os.environ["PLANLINT_DEBUG"] = "1"
    with _stream("stdout") as out, _stream("stderr") as err:
        status = main([*arguments])
        return Ended(status, out.getvalue(), err.getvalue())


def contents(top: Path) -> dict[str, bytes]:
    """Return all files of a folder but git's, by path."""
    return {
        str(path.relative_to(top)): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(top).parts
    }
