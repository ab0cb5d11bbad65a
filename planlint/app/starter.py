"""The files of a new plan: a small plan that passes, the hook configuration and a workflow."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planlint.app.editor_files import editor_files, editor_lines_to_add
from planlint.app.settings import config_at
from planlint.config import FILE_NAME, Config
from planlint.errors import PlanlintError
from planlint.model.periods import days_after
from planlint.schema.ids import id_from
from planlint.toml import MAX_BYTES
from planlint.toml.literal import literal
from planlint.trees import TreeError, find_root, find_top, is_bare, worktree
from planlint.trees.git.remote import default_branch
from planlint.trees.git.repository import Repository
from planlint.trees.installation import (
    PROGRAM_SETTING,
    Installation,
    has_program,
    installation,
    is_found_by_hooks,
    program_path,
    remember_program,
)
from planlint.trees.named_paths import Folder, is_there, path_between, real_path, starting_folder
from planlint.trees.worktree import refuse_misread
from planlint.trees.writing import Replacement, replace_files
from planlint.version import __version__

_BRANCH = "main"
_HOOKS_FILE = ".pre-commit-config.yaml"
_WORKFLOW_FILE = ".github/workflows/plan.yml"
_CHECKIN_FILE = ".github/workflows/plan-checkin.yml"

_SHARED = """\
# A plan answers one question for every line of work: why are we doing this?
# Replace the café by what you do, item by item; `planlint check` says what is missing.

[purpose.meet]
title = "Neighbours have a place to meet"

[vision.open-door]
title = "Everybody in the quarter knows a face at the next table"
purpose = "meet"

[outcome.regulars]
title = "People who come once come again"
vision = "open-door"
serves = "the people who live around the square"
horizon = "perpetual"
"""

_PROMISE = """\
[objective.{objective}]
title = {title}
outcome = "regulars"
period = "{period}"
owner = "{owner}"

[key_result.{own}second-visit]
title = "Every second new guest is back within a month"
objective = "{objective}"
metric.name = "new guests who return within 30 days"
metric.unit = "%"
metric.target = 50
metric.baseline = 20
metric.current = 20

[key_result.{own}greeted]
title = "New guests are greeted by name on their second visit"
objective = "{objective}"
metric.name = "second visits greeted by name"
metric.unit = "%"
metric.target = 40
metric.baseline = 5
metric.current = 5

[tactic.{own}stamp-card]
title = "A stamp card that makes the second coffee a gift"
key_result = ["{own}second-visit", "{own}greeted"]
{is_owned}
[task.{own}print-cards]
title = "Print the first 300 stamp cards"
tactic = "{own}stamp-card"
due = {due}
{is_assigned}"""

SETTINGS = """\
# The settings of this plan; the folder that this file stands in is its root.
"""

_STAGES = "pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push"
_INSTALL_TYPES = f"default_install_hook_types: [{_STAGES}]"
_NOT_FOUND = "planlint is not found. Install it with pipx, or: git config planlint.program /the/path/to/planlint"
# A desktop program starts git without what a shell adds to the PATH.
_ANYWHERE = (
    'PATH="$PATH:$HOME/.local/bin:.venv/bin:.venv/Scripts"; '
    "program=$(git config planlint.program || command -v planlint) || "
    f'{{ echo "{_NOT_FOUND}"; exit 1; }}; exec "$program" "$@"'
)

_ENTRY = f"sh -c {shlex.quote(_ANYWHERE)} planlint"


_HOOKS = f"""\
{_INSTALL_TYPES}
repos:
  - repo: local
    hooks:
      - id: planlint
        name: planlint (whole plan)
        {{first}}
        args: [check, --staged{{root}}]
        pass_filenames: false
        always_run: true # a commit that only deletes files is checked too
        stages: [pre-commit, pre-merge-commit]
      - id: planlint-prepare-commit-msg
        name: planlint (the change in the message's comments)
        {{again}}
        args: [hook, prepare-commit-msg{{root}}]
        always_run: true
        stages: [prepare-commit-msg]
      - id: planlint-commit-msg
        name: planlint (a broken promise has a reason)
        {{again}}
        args: [hook, commit-msg{{root}}]
        always_run: true
        stages: [commit-msg]
      - id: planlint-pre-push
        name: planlint (what is pushed)
        {{again}}
        args: [hook, pre-push{{root}}]
        pass_filenames: false
        always_run: true
        stages: [pre-push]
"""

WORKFLOW = """\
name: plan
on:
  pull_request:
  merge_group:
  push:
    branches: [{branch}]
permissions: {{}}
concurrency:
  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}
  cancel-in-progress: ${{{{ github.event_name == 'pull_request' }}}}
jobs:
  plan:
    name: plan
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write # for the comment
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # the version the change began from, and the history
          persist-credentials: false
      - uses: planlint/planlint@{action}
{root}"""

CHECKIN_WORKFLOW = """\
name: plan check-in
on:
  schedule:
    - cron: "0 6 * * 1"
  workflow_dispatch:
  issue_comment: # zizmor: ignore[dangerous-triggers] nothing of a comment is run or checked out
    types: [created]
permissions: {{}}
jobs:
  review:
    name: review
    if: ${{{{ github.event_name != 'issue_comment' }}}}
    concurrency:
      group: ${{{{ github.workflow }}}}-review
      cancel-in-progress: false
    runs-on: ubuntu-latest
    permissions:
      contents: read
      issues: write # for the issue
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0 # the history says what was reported last
          persist-credentials: false
      - uses: planlint/planlint@{action}
        with:
{root}          checkin: "true"
          issue: ${{{{ github.event_name == 'schedule' && 'auto' || 'always' }}}}
          fail-on: never
  record:
    name: record
    if: >-
      ${{{{ github.event_name == 'issue_comment' && !github.event.issue.pull_request
      && startsWith(github.event.comment.body, '/planlint') }}}}
    runs-on: ubuntu-latest
    permissions:
      contents: write # for the branch with the values
      issues: write # for the answer
      pull-requests: write # for the pull request
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: planlint/planlint@{action}
        with:
{root}          checkin: "true"
"""


class Started(NamedTuple):
    """The files that were written, as paths from the current folder, what there is to say of them, and what comes next.

    `additions` are lines for files that were there already.
    """

    written: tuple[str, ...]
    notes: tuple[str, ...]
    additions: tuple[str, ...]
    steps: tuple[str, ...]


def start_plan(
    name: str, today: date, teams: Sequence[str] = (), *, checkin: bool = False, editor: bool = False
) -> Started:
    """Write what a new plan in a folder needs and does not have; files that are there stay as they are.

    With `checkin` also the workflow of the check-in by comment, with `editor` the schema and settings for editors.
    """
    here, folder = starting_folder(None), starting_folder(name)
    top, branch = _surroundings(folder)
    older = _older_plan(folder)
    home = folder if older is None else older
    plan, below, came_from = path_between(here, home), path_between(real_path(top), real_path(home)), installation()
    below = "" if below == "." else below
    under = f"{below}/" if below else ""
    own = _plan_files(folder, today, teams) if older is None else {}
    files = {
        **{f"{under}{path}": text for path, text in own.items()},
        **starting_files(below, branch, came_from, checkin=checkin),
        **(editor_files(below, _settings_in(home).include) if editor else {}),
    }
    notes = [] if older is None else [f"there is a plan already in {plan}, and it stays as it is"]
    there = [path for path in files if is_there(str(top / path))]
    additions: list[str] = []
    for path in there:
        shown = path_between(here, top / path)
        notes.append(f"{shown} is there already and stays as it is")
        additions += _to_add(shown, path, _text_at(top / path), files[path])
    missing = {path: Replacement(None, text.encode()) for path, text in files.items() if path not in there}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        refuse_misread(top, {path: one.after for path, one in missing.items()})
        replace_files(top, missing)
    except OSError as error:
        raise PlanlintError(f"'{name}' cannot be created: {error.strerror or error}") from None
    found = plan == "." or find_root(here).folder == older
    root = "" if found else f" --root{'=' if plan.startswith('-') else ' '}{shlex.quote(plan)}"
    written = tuple(path_between(here, top / path) for path in missing)
    return Started(written, tuple(notes), tuple(additions), tuple(_next_steps(root, top, came_from)))


def _plan_files(folder: Folder, today: date, teams: Sequence[str]) -> dict[str, str]:
    """Return the files of the plan itself, where the settings that stand there already would look for them."""
    dates = starting_dates(today)
    top = find_top(folder)
    is_root = top is None or real_path(top) == real_path(folder) or is_there(str(folder / FILE_NAME))
    settings = {} if is_root else {FILE_NAME: SETTINGS}
    if teams:
        return {**team_files(teams, dates), **settings}
    names = ["plan.toml", "plan/plan.toml"] if not is_there(str(folder / "plan")) else ["plan/plan.toml", "plan.toml"]
    config = _settings_in(folder)
    names += [_within(pattern) for pattern in config.include]
    path = next((path for path in names if config.wants(path) and not config.archives(path)), names[0])
    return {path: one_file(dates), **settings}


def _settings_in(folder: Folder) -> Config:
    return config_at(find_root(folder)) if is_there(str(folder / FILE_NAME)) else Config()


def starting_dates(today: date) -> dict[str, str]:
    """Return the dates of a new plan: in the half-year that begins next, or just has."""
    soon = days_after(today, 60)
    return {"period": f"{soon.year:04}-H{1 if soon.month <= 6 else 2}", "due": days_after(today, 30).isoformat()}


def _within(pattern: str) -> str:
    """Return a path that a pattern meets, as a person would name it."""
    path = pattern.replace("**/", "").replace("*", "plan")
    return path if path.endswith(".toml") else f"{path.rstrip('/')}/plan.toml"


def _text_at(path: Folder) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _to_add(shown: str, path: str, present: str, wanted: str) -> list[str]:
    if (lines := editor_lines_to_add(shown, path, present, wanted)) is not None:
        return lines
    if "planlint" in present or path.endswith("plan.toml"):
        return []
    if path in (_WORKFLOW_FILE, _CHECKIN_FILE):
        return [f"add this job to {shown}:", *wanted[wanted.index("jobs:\n") :].splitlines()]
    _, _, hooks = wanted.partition("repos:\n")
    if "default_install_hook_types" in present:
        first = f"add to `default_install_hook_types` in {shown} what it lacks of {_STAGES}; and below `repos:`"
    else:
        first = f"add to {shown}, at its top: {_INSTALL_TYPES}; and below `repos:`"
    return [first, *hooks.splitlines()]


def _next_steps(root: str, top: Folder, came_from: Installation) -> list[str]:
    """Return what to type next, in this order: what is there already is left out."""
    steps = [f"planlint check{root}"]
    program = program_path()
    is_repository = find_top(top) is not None
    if not has_program("git"):
        return [*steps, "install git, which is missing here: https://git-scm.com/downloads"]
    if not is_repository:
        steps.append("git init")
    is_hidden = program is not None and not came_from.is_released and not is_found_by_hooks(program, top)
    if program and is_hidden and not (is_repository and remember_program(program, top)):
        steps.append(f"git config {PROGRAM_SETTING} {shlex.quote(program)}")
    if not has_program("pre-commit"):
        steps.append("pipx install pre-commit")
    steps += ["pre-commit install", "git add --all", 'git commit -m "Our plan"']
    return steps


def _surroundings(folder: Folder) -> tuple[Folder, str]:
    """Return where hooks and workflows of a folder belong, and the branch that others join."""
    top = find_top(folder)
    if top is None:
        if is_bare(folder):
            raise TreeError(
                f"'{folder}' is in a bare repository, which has no files to edit", "run this in a clone of it"
            )
        return folder, _BRANCH
    return top, default_branch(Repository.open(top)) or _BRANCH


def _older_plan(folder: Folder) -> Folder | None:
    """Return the root of a plan that has files in a folder already, or below it."""
    root, inside = find_root(folder), real_path(folder)
    files = worktree(root, config_at(root).wants, MAX_BYTES)
    return root.folder if any((root.folder / path).is_relative_to(inside) for path in files) else None


def starting_files(below: str, branch: str, came_from: Installation, *, checkin: bool = False) -> dict[str, str]:
    """Return the hook configuration and the workflows, calling the planlint that writes them.

    `below` leads from the top of the repository to the plan.
    """
    root, action = f"          root: {_yaml(below)}\n" if below else "", _action(came_from)
    given = f"        with:\n{root}" if root else ""
    more = {_CHECKIN_FILE: CHECKIN_WORKFLOW.format(action=action, root=root)} if checkin else {}
    return {
        _HOOKS_FILE: _hooks(below, came_from),
        _WORKFLOW_FILE: WORKFLOW.format(action=action, root=given, branch=_yaml(branch)),
        **more,
    }


def _action(came_from: Installation) -> str:
    if came_from.is_released:
        return f"v{__version__} # pin it to the commit of the release you have chosen"
    if came_from.commit:
        return f"{came_from.commit} # {__version__}, before its release"
    return "main # before a release: pin it to the commit you have chosen"


def _hooks(below: str, came_from: Installation) -> str:
    """Return the configuration of hooks.

    A released planlint is installed by pre-commit itself. Before that the hooks start the one that is installed,
    wherever a shell or a desktop program would find it.
    """
    plain = re.compile(r"[A-Za-z-][A-Za-z0-9-]*")
    words = (f"--root={below}",) if below.startswith("-") else ("--root", below) if below else ()
    root = "".join(f", {word if plain.fullmatch(word) else _yaml(word)}" for word in words)
    if came_from.is_released:
        how = "entry: planlint\n        language: python\n        additional_dependencies: "
        return _HOOKS.format(root=root, first=f'{how}&planlint ["planlint=={__version__}"]', again=f"{how}*planlint")
    end = "\n        language: system"
    return _HOOKS.format(root=root, first=f"entry: &planlint {_yaml(_ENTRY)}{end}", again=f"entry: *planlint{end}")


def one_file(dates: Mapping[str, str]) -> str:
    """Return a plan in one file, with the dates of `starting_dates`."""
    names = {"objective": "warm-welcome", "title": '"A first visit feels like coming home"', "owner": "mara"}
    people = {"is_owned": 'owner = "mara"\n', "is_assigned": 'assignee = "mara"\n'}
    return f"{_SHARED}\n{_PROMISE.format(own='', **names, **people, **dates)}"


def team_files(teams: Sequence[str], dates: Mapping[str, str]) -> dict[str, str]:
    """Return a plan with what all share in one file, and one file for each team."""
    ids: dict[str, str] = {}
    for team in teams:
        identifier = (id_from(team) or "").lower()
        if not identifier or identifier in ids or identifier in ("plan", "teams"):
            raise PlanlintError(
                f"--teams: '{team}' makes no id of its own", "name each team once, in letters and digits"
            )
        ids[identifier] = team
    tables = "\n".join(f"[team.{identifier}]\nname = {literal(team)}\n" for identifier, team in ids.items())
    files = {"plan/plan.toml": _SHARED, "plan/teams.toml": tables}
    for identifier, team in ids.items():
        names = {"objective": f"{identifier}-promise", "own": f"{identifier}-", "owner": identifier}
        title = literal(f"{team}: what we change for our guests")
        text = _PROMISE.format(title=title, is_owned="", is_assigned="", **names, **dates)
        files[f"plan/{identifier}.toml"] = f"# What this team promises; replace it by what you do.\n\n{text}"
    return files


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
