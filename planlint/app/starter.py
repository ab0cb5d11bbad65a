"""The files of a new plan: a small plan that passes, the hook configuration and a workflow."""

import json
import shlex
from datetime import date, timedelta
from typing import NamedTuple

from planlint.app.settings import config_at
from planlint.errors import PlanlintError
from planlint.toml import MAX_BYTES
from planlint.trees import TreeError, find_root, find_top, is_bare, worktree
from planlint.trees.git.remote import default_branch
from planlint.trees.git.repository import Repository
from planlint.trees.named_paths import Folder, is_there, path_between, real_path, starting_folder
from planlint.trees.writing import Replacement, replace_files
from planlint.version import __version__

_BRANCH = "main"
_PLAN_FILES = ("plan.toml", "planlint.toml")

PLAN = """\
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

[objective.warm-welcome]
title = "A first visit feels like coming home"
outcome = "regulars"
period = "{period}"
owner = "mara"

[key_result.second-visit]
title = "Every second new guest is back within a month"
objective = "warm-welcome"
metric.name = "new guests who return within 30 days"
metric.unit = "%"
metric.target = 50
metric.baseline = 20
metric.current = 20

[key_result.greeted]
title = "New guests are greeted by name on their second visit"
objective = "warm-welcome"
metric.name = "second visits greeted by name"
metric.unit = "%"
metric.target = 40
metric.baseline = 5
metric.current = 5

[tactic.stamp-card]
title = "A stamp card that makes the second coffee a gift"
key_result = ["second-visit", "greeted"]
owner = "mara"

[task.print-cards]
title = "Print the first 300 stamp cards"
tactic = "stamp-card"
due = {due}
assignee = "mara"
"""

SETTINGS = """\
# The settings of this plan; the folder that this file stands in is its root.
"""

HOOKS = """\
# For a planlint that is installed already: `language: system`, without `additional_dependencies`.
default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push]
repos:
  - repo: local
    hooks:
      - id: planlint
        name: planlint (whole plan)
        entry: {check}
        language: python
        additional_dependencies: &planlint ["planlint=={version}"]
        pass_filenames: false
        always_run: true # a commit that only deletes files is checked too
        stages: [pre-commit, pre-merge-commit]
      - id: planlint-prepare-commit-msg
        name: planlint (the change in the message's comments)
        entry: {prepare}
        language: python
        additional_dependencies: *planlint
        always_run: true
        stages: [prepare-commit-msg]
      - id: planlint-commit-msg
        name: planlint (a broken promise has a reason)
        entry: {message}
        language: python
        additional_dependencies: *planlint
        always_run: true
        stages: [commit-msg]
      - id: planlint-pre-push
        name: planlint (what is pushed)
        entry: {push}
        language: python
        additional_dependencies: *planlint
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
      - uses: planlint/planlint@v{version} # pin it to the commit of the release you have chosen
{root}"""


class Started(NamedTuple):
    """The files that were written, as paths from the current folder, and what there is to say of them."""

    written: tuple[str, ...]
    notes: tuple[str, ...]


def start_plan(name: str, today: date) -> Started:
    """Write what a new plan in a folder needs and does not have; files that are there stay as they are."""
    here, folder = starting_folder(None), starting_folder(name)
    top, branch = _surroundings(folder)
    older = _older_plan(folder)
    plan = path_between(here, folder if older is None else older)
    files = starting_files(today, _below(top, folder if older is None else older), branch)
    notes = []
    if older is not None:
        notes.append(f"there is a plan already in {plan}, and it stays as it is")
        files = {path: text for path, text in files.items() if not path.endswith(_PLAN_FILES)}
    there = [path for path in files if is_there(str(top / path))]
    notes += [f"{path_between(here, top / path)} is there already and stays as it is" for path in there]
    missing = {path: Replacement(None, text.encode()) for path, text in files.items() if path not in there}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_files(top, missing)
    except OSError as error:
        raise PlanlintError(f"'{name}' cannot be created: {error.strerror or error}") from None
    if missing:
        found = plan == "." or find_root(here).folder == older
        notes.append("next: planlint check" + ("" if found else _root(plan)))
    return Started(tuple(path_between(here, top / path) for path in missing), tuple(notes))


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


def _below(top: Folder, folder: Folder) -> str:
    """Return what leads from the top to a folder, nothing where they are one."""
    below = path_between(real_path(top), real_path(folder))
    return "" if below == "." else below


def _older_plan(folder: Folder) -> Folder | None:
    """Return the root of a plan that has files in a folder already, or below it."""
    root, inside = find_root(folder), real_path(folder)
    files = worktree(root, config_at(root).wants, MAX_BYTES)
    return root.folder if any((root.folder / path).is_relative_to(inside) for path in files) else None


def starting_files(today: date, below: str = "", branch: str = _BRANCH) -> dict[str, str]:
    """Return the files of a new plan; its dates lie in the half-year that begins next, or just has.

    `below` leads from the top of the repository to the plan; the settings are what makes such a folder its root.
    """
    soon = today + timedelta(days=60)
    half = 1 if soon.month <= 6 else 2
    due = today + timedelta(days=30)
    plan = PLAN.format(period=f"{soon.year}-H{half}", due=due.isoformat())
    given = f"        with:\n          root: {_yaml(below)}\n" if below else ""
    return {
        **({f"{below}/plan.toml": plan, f"{below}/planlint.toml": SETTINGS} if below else {"plan.toml": plan}),
        ".pre-commit-config.yaml": HOOKS.format(version=__version__, **_entries(below)),
        ".github/workflows/plan.yml": WORKFLOW.format(version=__version__, root=given, branch=_yaml(branch)),
    }


def _entries(below: str) -> dict[str, str]:
    """Return what each hook calls, as it is written in YAML."""
    commands = {
        "check": "check --staged",
        "prepare": "hook prepare-commit-msg",
        "message": "hook commit-msg",
        "push": "hook pre-push",
    }
    entries = {name: f"planlint {command}{_root(below) if below else ''}" for name, command in commands.items()}
    return {name: _yaml(entry) if below else entry for name, entry in entries.items()}


def _root(folder: str) -> str:
    """Return the option that names a folder, as a shell reads it."""
    return f" --root{'=' if folder.startswith('-') else ' '}{shlex.quote(folder)}"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
