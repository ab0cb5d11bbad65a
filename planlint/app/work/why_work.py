"""Why work was done: of a commit, a range of commits, a file or lines of it, up to the purpose."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from planlint.app.history.work_record import work_of
from planlint.app.work.names import Meanings
from planlint.app.work.request import WhyRequest
from planlint.app.workspace import Workspace
from planlint.commit import Commit
from planlint.diff.named_items import items_named
from planlint.errors import PlanlintError
from planlint.model.days import day_text
from planlint.model.naming import NamingError, find_item
from planlint.model.why import Why, why
from planlint.model.work_answer import LineRun, NamedItem, WorkAnswer, WorkSource
from planlint.trees import TreeError
from planlint.trees.git.blame import BlamedLine, blame
from planlint.trees.git.first_parents import bringers
from planlint.trees.git.log import commits, commits_named
from planlint.trees.git.repository import Repository
from planlint.trees.git.revisions import UNCOMMITTED, parse_range
from planlint.trees.named_file import NamedFile, named_file, names_file
from planlint.trees.named_paths import absolute_name

_SHALLOW = "git fetch --unshallow gets the older commits (in CI: fetch-depth: 0)"
_MOST_LOOKED_AT = 50  # commits of a file whose messages hold the word, to find one that names an item


def answer(request: WhyRequest, workspace: Workspace) -> WorkAnswer:
    """Return why work was done; `PlanlintError` where nothing can tell."""
    return _Asking(request, workspace, _repository(request, workspace)).answer()


def _repository(request: WhyRequest, workspace: Workspace) -> Repository:
    """Return the repository; without one only items can be asked about."""
    try:
        return Repository.open(workspace.root.folder)
    except TreeError as error:
        if request.kind is None and not names_file(request.asked):
            raise _nothing(request.asked, workspace) from None
        raise error


def _nothing(text: str, workspace: Workspace, otherwise: TreeError | None = None) -> PlanlintError:
    """Return the error for words that name nothing: no item, no file, no commit."""
    try:
        find_item(workspace.loaded.plan, text)
    except NamingError as error:
        if otherwise is None or "serves nothing" in error.message:
            return error
        help = otherwise.help if otherwise.help and otherwise.help.startswith("did you mean") else error.help
        return PlanlintError(f"{error.message}, and no file or revision of that name", help)
    return PlanlintError(f"there is no item '{text}'")


class _Asking:
    """One question about work."""

    def __init__(self, request: WhyRequest, workspace: Workspace, repository: Repository) -> None:
        self._request = request
        self._workspace = workspace
        self._repository = repository
        self._word = workspace.config.work.trailer
        self._tip = ""
        self._whys: dict[str, Why] = {}
        self._gone: dict[str, str] = {}

    def answer(self) -> WorkAnswer:
        """Return the answer: about a file where there is one of this name, else about commits."""
        request = self._request
        if request.kind == "path" or (request.kind is None and names_file(request.asked)):
            self._tip = self._repository.resolve("HEAD")
            return self._about_file(named_file(self._repository, request.asked))
        return self._about_commits()

    def _about_file(self, file: NamedFile) -> WorkAnswer:
        if file.is_binary:
            return self._about_whole_file(file)
        options = (*self._request.blame, *self._ignored())
        lines = blame(self._repository, file.path, file.lines, options)
        if not lines:
            return self._about_whole_file(file)
        self._refuse_the_edge(lines)
        runs = _runs(lines)
        made = commits_named(self._repository, [oid for oid in runs if oid is not None])
        sources = self._sources([made[oid] if oid is not None else None for oid in runs], file, runs)
        text = lines[0].text if len(lines) == 1 and lines[0].oid is not None else None
        return self._answer(sources, file.shown, text)

    def _about_whole_file(self, file: NamedFile) -> WorkAnswer:
        """Answer about a file without lines: by the last commit that changed it."""
        newest = tuple(commits(self._repository, ("-1", self._tip), below=(file.path,)))
        return self._answer(self._sources(newest or (None,), file), file.shown)

    def _ignored(self) -> tuple[str, ...]:
        name = self._request.ignore_revs_file
        return () if name is None else ("--ignore-revs-file", absolute_name(name))

    def _about_commits(self) -> WorkAnswer:
        text = self._request.asked
        ends = parse_range(text)
        if text in UNCOMMITTED:
            raise TreeError(f"'{text}' is not committed: no commit tells what it is for")
        try:
            if ends is None:
                oid = self._repository.resolve(text)
                self._tip = self._repository.find("HEAD") or oid
                found = tuple(commits(self._repository, ("-1", oid)))
            else:
                base, self._tip = self._repository.resolve(ends.base), self._repository.resolve(ends.head)
                if ends.from_merge_base:
                    base = self._repository.merge_base(base, self._tip)
                found = tuple(commits(self._repository, ("--reverse", "--topo-order", self._tip, f"^{base}")))
        except TreeError as error:
            if self._request.kind is None and ends is None:
                raise _nothing(text, self._workspace, error) from None
            raise
        if not found:
            raise PlanlintError(f"there are no commits in {text}", "name the older end first, as in main..topic")
        return self._answer(self._sources(found))

    def _refuse_the_edge(self, lines: Iterable[BlamedLine]) -> None:
        """Refuse lines of which a shallow clone only knows that they are older than its first commit."""
        edges = [one for one in lines if one.is_edge]
        if edges and self._repository.shallow and edges[0].oid in self._repository.shallow_commits:
            raise TreeError(
                f"cannot tell which commit made line {edges[0].number}: the clone is shallow, and the line is older",
                _SHALLOW,
            )

    def _sources(
        self,
        asked: Sequence[Commit | None],
        file: NamedFile | None = None,
        runs: Mapping[str | None, tuple[LineRun, ...]] | None = None,
    ) -> tuple[WorkSource, ...]:
        silent = [one.oid for one in asked if one is not None and not items_named(one.message, self._word)]
        through = self._through(silent) if silent else {}
        meanings = Meanings(self._workspace, self._repository, self._tip)
        newest = cache(lambda: self._newest_named(file, meanings))
        sources = []
        for one in asked:
            lines = (runs or {}).get(None if one is None else one.oid, ())
            if one is None:
                sources.append(WorkSource(None, lines=lines, note=self._not_committed(lines)))
                continue
            merge = through.get(one.oid)
            by = merge or one
            meant = tuple(meanings.of(text, by) for text in items_named(by.message, self._word))
            note = "" if meant else self._silent(one, newest())
            for each in meant:
                self._explain(each, meanings)
            sources.append(WorkSource(one, meant, lines, merge, note))
        return tuple(sources)

    def _through(self, oids: Sequence[str]) -> dict[str, Commit]:
        """Return, of commits that name nothing, the merge that brought each in, where that names something."""
        merges = bringers(self._repository, self._tip, oids)
        made = commits_named(self._repository, list(dict.fromkeys(merges.values())))
        found = {oid: made[merge] for oid, merge in merges.items()}
        return {oid: merge for oid, merge in found.items() if items_named(merge.message, self._word)}

    def _explain(self, meant: NamedItem, meanings: Meanings) -> None:
        name, today = meant.name, self._request.today
        if name is None or name in self._whys:
            return
        plan = self._workspace.loaded.plan
        item = plan.get(name)
        if item is None:
            self._gone[name] = meant.note
            last = meanings.last_known(name)
            if last is None:
                return
            plan, item = last
        self._whys[name] = why(plan, item, today, self._workspace.config.limits["stale-days"])

    def _silent(self, one: Commit, newest: str) -> str:
        if newest:
            return f"{one.short} has no {self._word}; {newest}"
        if len(one.parents) > 1:
            brought = f"{one.short}^..{one.short}"
            return f"{one.short} has no {self._word}; `planlint why {brought}` asks about the commits it brought"
        return f"{one.short} has no {self._word}"

    def _newest_named(self, file: NamedFile | None, meanings: Meanings) -> str:
        """Return which commit of a file is the newest that names an item."""
        if file is None:
            return ""
        shape = (f"-{_MOST_LOOKED_AT}", self._tip)
        for one in work_of(self._repository, shape, self._word, (file.path,)):
            names = ", ".join(_known(meanings.of(text, one.commit)) for text in one.named)
            newest = f"{one.commit.short} ({names}, {day_text(one.commit.day)})"
            return f"the newest commit of this file that has one is {newest}"
        return "no commit of this file has one"

    def _not_committed(self, lines: Sequence[LineRun]) -> str:
        where = "these lines are" if lines else "this file is"
        if len(lines) == 1 and lines[0].first == lines[0].last:
            where = f"line {lines[0].first} is"
        return f"{where} not committed yet: no commit tells what for"

    def _answer(self, sources: tuple[WorkSource, ...], path: str | None = None, text: str | None = None) -> WorkAnswer:
        return WorkAnswer(self._request.asked, self._word, sources, self._whys, self._gone, path, text)


def _known(meant: NamedItem) -> str:
    return meant.text if meant.name is None else meant.name.partition(".")[2]


def _runs(lines: Iterable[BlamedLine]) -> dict[str | None, tuple[LineRun, ...]]:
    """Return by commit the lines it made, runs of them together, in the order of the file."""
    found: dict[str | None, list[LineRun]] = {}
    for one in lines:
        runs = found.setdefault(one.oid, [])
        if runs and runs[-1].last == one.number - 1 and runs[-1].path_there == one.path_there:
            runs[-1] = runs[-1]._replace(last=one.number)
        else:
            runs.append(LineRun(one.number, one.number, one.path_there))
    return {oid: tuple(runs) for oid, runs in found.items()}
