"""A plan opened for a use case: the root, the configuration, the files of the tree that is asked for."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from planlint.app.passed_over import passed_in, passed_over
from planlint.app.plan_schema import load_plan
from planlint.app.settings import Where, config_on_disk, root_and_config, root_on_disk, settings_at
from planlint.bounds import listing
from planlint.config import DEFAULT_INCLUDE, FILE_NAME, Config, matches
from planlint.errors import PlanlintError
from planlint.load import Loaded
from planlint.schema.phrases import quoted
from planlint.toml import MAX_BYTES
from planlint.tree import PassedOver, Tree, Unreadable
from planlint.trees import Root, TreeError, worktree
from planlint.trees.named_paths import Folder, is_folder, is_there, path_in_root
from planlint.trees.worktree import ignored, refuse_misread, roots_below

MOST_BYTES = MAX_BYTES + 1
"""How much of a file is read: a byte more than a plan file may have, so that a larger one is seen to be one."""


class Workspace(NamedTuple):
    """A plan as a use case sees it: where it is, how it is configured, what it says.

    `links` and `submodules` may lead to plan files, and are passed over: links by the index and by commits, which have
    nothing behind them; one that leads nowhere is in the tree, as what cannot be read. `followed` are links that git
    tracks, and that only the disk has plan files behind.
    """

    root: Root
    config: Config
    tree: Tree
    loaded: Loaded
    links: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()

    def texts_beside(self, files: Mapping[str, bytes | Unreadable]) -> dict[str, tuple[str, str]]:
        """Return the texts of files as they are here and as others have them; a byte-order mark is part of a text."""
        return {path: (_text(self.tree.get(path)), _text(content)) for path, content in files.items()}

    @property
    def details(self) -> list[str]:
        """What somebody wants to know who asks where all this comes from."""
        return [
            f"root: {self.root.folder}",
            f"configuration: {self.config.path or 'none'}",
            f"plan files: {len(self.tree)}",
        ]

    @property
    def notes(self) -> list[str]:
        """What there is to say of the files that were read, and of those that were not."""
        idle = [f"the pattern {quoted(pattern)} of `include` meets no file" for pattern in self._idle_patterns()]
        return [*self.passed_over, *idle]

    @property
    def passed_over(self) -> list[str]:
        """What there is to say of what leads to plan files, and which versions do not follow."""
        return passed_over(self.links, self.submodules, self.followed)

    @property
    def unread(self) -> list[str]:
        """A line that names the files whose content is missing, where there are any."""
        paths = self.loaded.plan.unread
        return (
            [f"what these files hold is missing here, because they cannot be read: {listing(paths)}"] if paths else []
        )

    def _idle_patterns(self) -> Iterator[str]:
        """Yield the patterns that somebody wrote and that meet no file; a link or a submodule is told as such."""
        if self.config.include == DEFAULT_INCLUDE:
            return
        others = (*self.links, *self.submodules)
        for pattern in self.config.include:
            alone = self.config._replace(include=(pattern,))
            if not any(map(alone.wants, self.tree)) and not any(map(alone.wants_behind, others)):
                yield pattern


def open_workspace(where: Where, *, allow_empty: bool = False, own_settings: bool = False) -> Workspace:
    """Read the plan that is asked for; `PlanlintError` where that cannot be done, or there is none.

    With `own_settings` a revision is read by the settings that it has itself, whatever lies on the disk.
    """
    is_versioned = where.staged or where.rev is not None
    workspace = _from_repository(where, own_settings) if is_versioned else _from_disk(where)
    if not workspace.tree and not allow_empty:
        matching = f"they match {', '.join(workspace.config.include)}"
        others = roots_below(workspace.root.folder)
        advice = "`planlint init` makes a small plan, --root names another folder"
        if others:
            advice = f"a plan is in {listing(others)}: go there, or name it with --root"
        help = "; ".join([*workspace.passed_over, matching, advice])
        raise PlanlintError(f"no plan files in {workspace.root.folder}", help)
    return workspace


def repository_prefix(workspace: Workspace) -> str:
    """Return the way from the top of the repository to the plan's root, `` or `sub/folder/`; empty without one."""
    from planlint.trees.git.repository import Repository

    try:
        return Repository.open(workspace.root.folder).prefix(workspace.root.folder)
    except TreeError:
        return ""


def with_texts(workspace: Workspace, texts: Mapping[str, str]) -> Workspace:
    """Return the workspace as it would be with new texts in place of plan files; a byte-order mark stays."""
    tree = dict(workspace.tree)
    for path, text in texts.items():
        before = workspace.tree[path]
        marked = isinstance(before, bytes) and before.startswith(codecs.BOM_UTF8)
        tree[path] = (codecs.BOM_UTF8 if marked else b"") + text.encode("utf-8")
    return workspace._replace(tree=tree, loaded=load_plan(tree))


def write(before: Workspace, after: Workspace) -> None:
    """Put the plan files of one workspace in place of those of another, all or none.

    `PlanlintError` where a file cannot be written or was changed after it was read.
    """
    changed = {
        path: new
        for path, new in after.tree.items()
        if isinstance(before.tree[path], bytes) and isinstance(new, bytes) and before.tree[path] != new
    }
    write_files(before, changed)


def write_files(workspace: Workspace, files: Mapping[str, bytes], *, dry: bool = False) -> None:
    """Put new contents in place of plan files, new ones included, all or none; nothing where it is `dry`.

    `PlanlintError` where a file cannot be replaced, where git would read another text than is written, or ignores a new
    one: no command would read it.
    """
    new = [path for path in files if path not in workspace.tree]
    for path in ignored(workspace.root, new):
        message = f"git ignores '{path}', so it would not be part of the plan; nothing was written"
        raise PlanlintError(message, "take it out of .gitignore, or name another file")
    refuse_misread(
        workspace.root.folder, {path: data for path, data in files.items() if path in new or not data.isascii()}
    )
    if not dry:
        from planlint.trees.writing import Replacement, replace_files

        contents = {path: workspace.tree.get(path) for path in files}
        replace_files(
            workspace.root.folder,
            {path: Replacement(old if isinstance(old, bytes) else None, files[path]) for path, old in contents.items()},
        )


def _from_disk(where: Where) -> Workspace:
    root = root_on_disk(where)
    config = config_on_disk(where, root)
    passed = PassedOver()
    tree = dict(worktree(root, config.wants, MAX_BYTES, passed))
    for name, content in where.unsaved.items():
        tree[inside(root, name)] = content
    submodules = tuple(filter(config.wants_behind, passed.submodules))
    return Workspace(root, config, tree, load_plan(tree), (), submodules, tuple(passed.followed))


def _from_repository(where: Where, own_settings: bool) -> Workspace:
    from planlint.trees.git.repository import INDEX

    repository = where.repository
    oid = None if where.rev is None else repository.resolve(where.rev)
    settings = settings_at if own_settings else root_and_config
    root, config = settings(where, INDEX if oid is None else oid)
    prefix = repository.prefix(root.folder)
    passed = PassedOver()
    if oid is None:
        tree: Tree = repository.index(prefix, config.wants, MAX_BYTES, passed)
    else:
        tree = repository.commit(oid, prefix, config.wants, MAX_BYTES, passed)
    links, submodules, blind = passed_in(repository, oid, prefix, config, passed)
    tree = {**tree, **blind}
    return Workspace(root, config, tree, load_plan(tree), links, submodules)


def inside(root: Root, name: str) -> str:
    """Return a path relative to the root, with `/`; `PlanlintError` where it lies outside."""
    path = path_in_root(root, name)
    if path is None:
        raise PlanlintError(f"'{name}' is outside the plan's root, {root.folder}")
    return path


def require_plan_file(workspace: Workspace, path: str, option: str) -> str:
    """Return a path relative to the root; `PlanlintError` where what is written there would not be read as a plan."""
    config = workspace.config
    if not config.wants(path):
        is_excluded = matches(path, config.exclude)
        why = "`exclude` leaves it out" if is_excluded else f"`include` is {', '.join(config.include)}"
        raise PlanlintError(f"'{path or '.'}' is not a file of the plan", f"name one with {option}: {why}")
    return path


def narrowed(workspace: Workspace, names: list[str]) -> Callable[[str], bool]:
    """Return the test for paths that the command line narrows a report to.

    `PlanlintError` for one that is missing, lies outside the root, or holds no plan file: nothing could ever be
    reported there.
    """
    if not names:
        return lambda path: True
    wanted: list[str] = []
    for name in names:
        relative = path_in_root(workspace.root, name)
        held = {"", *workspace.tree, workspace.config.path}
        if relative is None or not (relative in held or any(one.startswith(f"{relative}/") for one in workspace.tree)):
            if not is_there(name):
                raise PlanlintError(f"there is no file or folder '{name}'")
            raise _no_plan_file(workspace, name, inside(workspace.root, name))
        wanted.append(relative)
    folders = tuple(f"{path}/" for path in wanted)
    return lambda path: "" in wanted or path in wanted or path.startswith(folders)


def _no_plan_file(workspace: Workspace, name: str, path: str) -> PlanlintError:
    """Return the error for a path of the disk that is in no plan: which setting leaves it out, and how it comes in."""
    config = workspace.config
    settings = config.path or FILE_NAME
    if is_folder(Folder(name)):
        message, pattern = f"there is no plan file in '{name}'", f"{path}/**/*.toml"
    elif matches(path, config.exclude):
        return PlanlintError(f"'{name}' is not a plan file: `exclude` in {settings} leaves it out")
    elif matches(path, config.include):
        return PlanlintError(f"'{name}' is not in the version of the plan that is checked")
    else:
        folder, _, last = path.rpartition("/")
        message = f"'{name}' is not a plan file: no pattern of `include` meets it"
        pattern = f"{folder}/*.toml" if folder and last.endswith(".toml") else path
    return PlanlintError(message, f'to include it, add "{pattern}" to `include` in {settings}')


def _text(content: bytes | Unreadable | None) -> str:
    return content.decode("utf-8") if isinstance(content, bytes) else ""
