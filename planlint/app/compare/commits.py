"""The commits between two versions, and what each of them changed in the plan."""

from collections.abc import Collection, Mapping

from planlint.diff.commits import Step
from planlint.diff.compare import diff
from planlint.load.two_versions import both_sides, read_files
from planlint.trees.git.log import CommitFiles, read_log
from planlint.trees.git.repository import Repository

NOTHING: Mapping[str, bytes] = {}
_MOST_PATHS = 100  # more are looked for among all: a command line has an end


def steps_between(
    repository: Repository,
    base: str,
    head: str,
    prefix: str,
    paths: Collection[str],
    limit: int,
    earlier: Mapping[str, bytes] = NOTHING,
) -> tuple[Step, ...]:
    """Return the commits of the head that the base lacks, without merges, oldest first, with what they changed.

    Only changes in these files count; they are paths below the prefix. Each commit's versions of them are compared
    with those before it, apart from the rest of the plan. Where one cannot be read, what the file held when it last
    could stands in for it; `earlier` has that of the base.
    """
    full = sorted(prefix + path for path in paths)
    named = full if len(full) <= _MOST_PATHS else [prefix] if prefix else []
    revisions = ("--reverse", "--no-merges", f"{base}..{head}")
    log = read_log(repository, revisions, prefix, frozenset(paths).__contains__, below=named, with_messages=True)
    commits = [one for one in log if one.files]
    ids = list(dict.fromkeys(blob for one in commits for change in one.files.values() for blob in change if blob))
    contents = dict(zip(ids, repository.contents(ids, limit), strict=True))
    readable = dict(earlier)
    return tuple(_step(one, contents, readable) for one in commits)


def _step(logged: CommitFiles, contents: Mapping[bytes, bytes], readable: dict[str, bytes]) -> Step:
    """Return what a commit changed; `readable` are the contents of files that last could be read, and is kept up."""
    files = logged.files.items()
    before = {path: contents[change.before] for path, change in files if change.before is not None}
    after = {path: contents[change.after] for path, change in files if change.after is not None}
    old, new = read_files(before.items()), read_files(after.items())
    readable.update({path: content for path, content in before.items() if path not in old.unread})
    lost = old.unread.keys() & readable.keys()
    if lost:
        old = read_files({**before, **{path: readable[path] for path in lost}}.items())
    readable.update({path: content for path, content in after.items() if path not in new.unread})
    both = both_sides(old, new)
    return Step(logged.commit, diff(both.base.plan, both.head.plan))
