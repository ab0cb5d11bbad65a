"""What has changed between two versions of a plan, and what of it breaks a promise: the one answer for every door."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from planlint.app.compare.base_findings import known_findings
from planlint.app.compare.base_settings import base_settings
from planlint.app.compare.commits import commits_between
from planlint.app.compare.items_outside_patterns import stand_elsewhere
from planlint.app.compare.request import Base, CompareRequest
from planlint.app.compare.sides import Side, side_of, side_of_workspace, told
from planlint.app.plan_schema import load_plan
from planlint.app.settings import root_and_config
from planlint.app.work.in_range import CommitGroup, RangeReader
from planlint.bounds import listing
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Severity
from planlint.diff.commits import NO_COMMITS, CommitRange
from planlint.diff.compare import diff
from planlint.errors import PlanlintError
from planlint.lint import Report, RuleSelection, lint
from planlint.lint.baseline import Baseline, beyond
from planlint.lint.baseline import compare as hold_against
from planlint.lint.changes import Settings, Waives, against_all, judge, judge_work, waivers_of
from planlint.lint.comparison import Comparison, Judgement, review
from planlint.lint.severity import heaviest, ignored_in
from planlint.load.two_versions import NamedVersion, TwoVersions, both_sides
from planlint.rules.work.context import RangeWork
from planlint.schema.phrases import quoted

_MOST_NAMED = 3


@dataclass(frozen=True)
class Compared:
    """What was found between two versions; where there are several older ones, `review` is of the first.

    `report` is what is found in the newer plan and in the change, `brought` what of it the base has not, each where
    that was asked for. `settings` names the settings that differ, `notes` say what was compared in the place of
    something else. `files` counts the plan files of both sides. `work` has the commits that name items, where the plan
    was checked.
    """

    base: Side
    head: Side
    review: Comparison
    settings: tuple[str, ...]
    notes: tuple[str, ...]
    files: tuple[int, int]
    report: Report | None = None
    brought: Report | None = None
    work: RangeWork | None = None

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.head.prefix

    @property
    def details(self) -> list[str]:
        """What somebody wants to know who asks where all this comes from."""
        old, new = self.files
        return [
            f"root: {self.head.root.folder}",
            f"configuration: {self.head.config.path or 'none'}",
            f"plan files: {old} in {self.review.base.rev}, {new} in {self.review.head.rev}",
        ]

    @property
    def missing(self) -> list[str]:
        """What there is to say of a side without plan files."""
        sides = zip((self.review.base, self.review.head), self.files, ("added", "removed"), strict=True)
        return [
            f"there are no plan files in {version.rev}: all items count as {counted}"
            for version, count, counted in sides
            if not count
        ]

    @property
    def passed_over(self) -> list[str]:
        """What there is to say of what leads to plan files, and which versions do not follow."""
        told: dict[str, list[str]] = {}
        for side in (self.base, self.head):
            for one in side.passed_over:
                told.setdefault(one, []).append(side.version.rev)
        return [f"in {' and '.join(revs)}: {one}" for one, revs in told.items()]

    @property
    def is_empty(self) -> bool:
        """Whether neither side has a plan."""
        return self.files == (0, 0)


def compare(request: CompareRequest) -> Compared:
    """Compare the newer version with the older ones and judge what has changed; `PlanlintError` where that fails."""
    head = _head(request)
    pairs = {base: _Pair(request, head, base) for base in request.bases}
    first = next(iter(pairs.values()))
    if request.needs_plan:
        _require_plan(first)
    judging = _Judging(request, head, first, [[pairs[base] for base in group] for group in request.groups])
    report = judging.report()
    return Compared(
        first.base,
        head,
        replace(first.review.judged(judging.judgements, is_check=True), faults=tuple(first.faults())),
        first.settings.changed,
        tuple(dict.fromkeys(note for pair in pairs.values() for note in pair.notes)),
        (len(first.base.ids), len(head.ids)),
        report,
        None if report is None else judging.brought(report),
        judging.work,
    )


def _head(request: CompareRequest) -> Side:
    repository = request.where.repository
    if request.check is not None:
        return side_of_workspace(repository, request.check.workspace, request.head)
    root, config = root_and_config(request.where, request.head.oid or request.head.rev)
    return side_of(repository, root, config, request.head)


class _Pair:
    """The newer version beside one older one."""

    def __init__(self, request: CompareRequest, head: Side, base: Base) -> None:
        self.request = request
        self.head = head
        self.settings = base_settings(request.where, base.version, head)
        self.base = side_of(head.repository, head.root, self.settings.config, base.version)
        same = {path for path, blob in head.ids.items() if blob is not None and self.base.ids.get(path) == blob}
        self._rest = cache(lambda: head.read(same))
        self.old, self.earlier = self.base.readable(self.base.ids.keys() - same, self._rest)
        self.new, _ = head.readable(head.ids.keys() - same, self._rest)
        self.theirs, self.tip = base.theirs, base.tip
        found = review(base.version, head.version, self._both(), request.today)
        self.review = self._with_places(self._with_commits(found))

    def _both(self) -> TwoVersions:
        """Return both plans; what is the same in both is read only where there is something to say."""
        archived = self.settings.config.archives, self.head.config.archives
        both = both_sides(self.old, self.new, archived=archived)
        before, after = both.base.plan, both.head.plan
        moved = self.settings.config.archive != self.head.config.archive or before.former.keys() != after.former.keys()
        if self.request.check or both.unreadable or moved or diff(before, after):
            return both_sides(self.old, self.new, self._rest(), archived=archived)
        return both

    def _with_commits(self, found: Comparison) -> Comparison:
        """Return the review with the commits that lead from the older version to the newer one."""
        base, pending = found.base.oid, self.request.pending
        if base is None or not self.request.judges or not (found.changes or self.settings.changed):
            return found
        if pending is not None:
            plans = {base: found.both.base.plan, pending.oid: found.both.head.plan}
            return replace(found, commits=CommitRange((pending._replace(parents=(base,)),), plans))
        known = dict.fromkeys((base, *self.theirs))
        return replace(found, commits=commits_between(self.base, self.earlier.contents, self.head, known))

    def _with_places(self, found: Comparison) -> Comparison:
        """Return the review with the files that hold what has left the plan, and that no pattern meets."""
        gone = [item.name for item in found.matching.removed]
        if not gone or not self.request.judges:
            return found
        return replace(found, elsewhere=stand_elsewhere(self.head, gone))

    @property
    def notes(self) -> tuple[str, ...]:
        versions = {"base": self.base.version, "head": self.head.version}
        return (*self.settings.notes, *(told(one, versions[one.side]) for one in self.review.both.unreadable))

    def judged(self, reported: Sequence[Diagnostic], waives: Waives) -> tuple[Judgement, ...]:
        """Judge what has changed; `reported` are the errors on the newer plan that are shown."""
        config, older, rules = self.head.config, self.settings.config, self.request.rules
        base = Settings(older, rules.of(older))
        found = judge(
            self.review, config, rules.of(config), self.request.today, reported=reported, base=base, waives=waives
        )
        return tuple(replace(one, finding=self._placed(one.finding)) for one in found)

    def _placed(self, finding: Diagnostic) -> Diagnostic:
        """Return a finding with the text it is measured in, where that is not what the file holds now."""
        place = finding.place
        if place.source is not None or place.path not in self.new.unread or place.path not in self.new.documents:
            return finding
        return finding._replace(place=place._replace(source=self.new.documents[place.path].source))

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what keeps files of the newer version from being read, but for what both sides leave out."""
        contents = self.head.contents({one.path for one in self.review.both.unreadable if one.side == "head"})
        configs = (self.head.config, self.settings.config)
        loaded = load_plan(dict(contents))
        for one in loaded.diagnostics:
            if not all(_leaves_out(config, self.request.rules.of(config), one) for config in configs):
                yield heaviest(one, configs)._replace(
                    place=one.place._replace(source=loaded.sources.get(one.place.path))
                )


class _Judging:
    """What is found in the newer plan and in what has changed."""

    def __init__(self, request: CompareRequest, head: Side, first: _Pair, groups: Sequence[Sequence[_Pair]]) -> None:
        self.request = request
        self.head = head
        self.first = first
        self.groups = groups
        self.judgements: tuple[Judgement, ...] = ()
        self.work: RangeWork | None = None
        self._known: Baseline | None = None

    def report(self) -> Report | None:
        """Judge what has changed, and check the newer plan where that is asked for."""
        check, config = self.request.check, self.head.config
        if check is None:
            self.judgements = self._judged((), waivers_of(self.first.review.both.head, self.request.today))
            return None
        selection = self.request.rules.of(config)
        loaded = check.workspace.loaded
        return lint(loaded, config, selection, self.request.today, check.within, self._changes, check.history)

    def _changes(self, shown: Sequence[Diagnostic], waives: Waives) -> list[Diagnostic]:
        """Return what is found on what has changed, beside what is found in the plan."""
        check = self.request.check
        assert check is not None
        counted = beyond(shown, check.baseline)
        if check.new_only:
            counted = beyond(counted, self._known_beside(shown))
        errors = [one for one in counted if one.severity is Severity.ERROR]
        self.judgements = self._judged(errors, waives)
        there = {(one.place.path, one.code) for one in shown}
        faults = [one for one in self.first.faults() if (one.place.path, one.code) not in there]
        return [*(one.finding for one in self.judgements), *faults, *self._on_work()]

    def _on_work(self) -> list[Diagnostic]:
        """Return what is found in the commits of the change: in those that the bases of a group all lack."""
        first, head = self.first, self.head
        if not self.request.judges or first.base.version.oid is None:
            return []
        repository, older = head.repository, first.settings.config
        tip = head.version.oid or repository.resolve("HEAD")
        plans = first.review.both.head.plan, first.review.both.base.plan
        reader = RangeReader(repository, head.root, (head.config, older), *plans)
        self.work = reader.between(map(_commit_group, self.groups), tip)
        sides = (Settings(config, self.request.rules.of(config)) for config in (head.config, older))
        return judge_work(self.work, first.review.both.head, *sides)

    def brought(self, report: Report) -> Report | None:
        """Return what of a report the base does not have on the same day; None where nobody asked for it."""
        check = self.request.check
        if check is None or not (check.new_only or check.told_apart):
            return None
        selection = self.request.rules.of(self.head.config)
        return hold_against(report, self._known_beside(report.diagnostics), selection, check.within).report

    def _known_beside(self, shown: Sequence[Diagnostic]) -> Baseline:
        """Return what the base was found to have; asked once, with what is found in the newer version."""
        if self._known is None:
            check, first = self.request.check, self.first
            assert check is not None
            earlier = first.earlier.contents
            self._known = known_findings(self.request, check, first.review, first.base, earlier, shown)
        return self._known

    def _judged(self, reported: Sequence[Diagnostic], waives: Waives) -> tuple[Judgement, ...]:
        """Return what stands against every base of a group; of what two groups have, the heavier."""
        if not self.request.judges:
            return ()
        found: dict[tuple[str, str, str | None], Judgement] = {}
        for group in self.groups:
            for one in self._against(group, reported, waives):
                found[one.mark] = max((one, found.get(one.mark, one)), key=lambda each: each.finding.severity)
        return tuple(found.values())

    def _against(self, group: Sequence[_Pair], reported: Sequence[Diagnostic], waives: Waives) -> tuple[Judgement, ...]:
        """Return what stands against every base of a group, and against what their branches have become meanwhile.

        What a branch lacks of a promise that its base's branch lacks by now as well, it does not take away.
        """
        found = against_all([pair.judged(reported, waives) for pair in group])
        known = {pair.base.version.oid for pair in group}
        for oid in dict.fromkeys(pair.tip for pair in group):
            if found and oid is not None and oid not in known:
                tip = Base(NamedVersion(self.first.base.version.rev, oid), (oid,))
                try:
                    pair = _Pair(self.request, self.head, tip)
                except PlanlintError:
                    continue  # its root has moved, or it cannot be read: then the merge base alone tells
                found = against_all([found, pair.judged(reported, waives)])
        return found


def _commit_group(group: Sequence[_Pair]) -> CommitGroup:
    """Return the commits up to which nothing is the work of a change, by any of its bases; git is not asked twice."""
    oids = (oid for pair in group for oid in (pair.base.version.oid, *pair.theirs) if oid is not None)
    commits = group[0].review.commits
    read = None if len(group) > 1 or commits is NO_COMMITS else commits.commits
    return CommitGroup(list(dict.fromkeys(oids)), read)


def _require_plan(pair: _Pair) -> None:
    """Refuse a change that leaves no plan, unless its settings say that there is none: nothing is checked from then."""
    base, head = pair.base, pair.head
    if head.ids or not base.ids or not head.config.include:
        return
    names = pair.review.both.base.plan.items
    places = Counter(stand_elsewhere(head, names).values())
    listed = listing((path for path, _ in places.most_common()), most=_MOST_NAMED)
    same = f"; {listed} {'holds' if len(places) == 1 else 'hold'} the same items" if places else ""
    raise PlanlintError(
        f"no plan files are left after this change: `include` ({', '.join(head.config.include)}) matches no file{same}",
        f"write {_including(list(places))} in the settings; to end the plan, write `include = []`",
    )


def _including(paths: Sequence[str]) -> str:
    """Return the setting that matches the folders of files, as far as one is known."""
    folders = sorted({path.rpartition("/")[0] for path in paths if "/" in path})
    top = (one for one in folders if not any(one.startswith(f"{other}/") for other in folders))
    patterns = map(quoted, [*(path for path in paths if "/" not in path), *(f"{one}/**/*.toml" for one in top)])
    return f"`include = [{', '.join(patterns)}]`" if paths else "`include` as the plan's files lie"


def _leaves_out(config: Config, selection: RuleSelection, one: Diagnostic) -> bool:
    path = one.place.path
    return one.code not in selection.codes or config.archives(path) or one.code in ignored_in(path, config)
