"""The comment and the issue of `planlint ci`: when there is one, and what is in it."""

import argparse
import os
import shlex
from typing import TYPE_CHECKING

from planlint.app.ci.post import Posted, post
from planlint.cli.plan import where_of
from planlint.errors import PlanlintError
from planlint.forge.event import Event

if TYPE_CHECKING:
    from planlint.cli.commands.ci import Checked
    from planlint.trees.git.repository import Repository

_NONE = Posted()


def comment_text(options: argparse.Namespace, event: Event, checked: "Checked") -> str:
    """Return what a change is to be told; empty where there is nothing to say, or nothing was compared."""
    from planlint.app.ci.source_links import line_links
    from planlint.render.changes.comment import change_comment
    from planlint.render.changes.markdown import Shown

    review = checked.review
    if review is None or checked.is_empty:
        return ""
    head = event.head or review.head.oid
    base = review.base.rev
    compared = (shlex.quote(f"{base}..."),) if event.kind == "change request" else (f"{review.base.oid}..{head}",)
    where = [
        word
        for option, value in (("--root", options.root), ("--config", options.config))
        if value is not None
        for word in (option, shlex.quote(value))
    ]
    shown = Shown(
        (*compared, *where),
        line_links(checked.prefix, review.base.oid, review.head.oid),
        head,
    )
    return change_comment(review, shown, checked.fresh, checked.prefix, checked.settings, checked.stand_ins)


def keep_comment(options: argparse.Namespace, event: Event, checked: "Checked") -> Posted:
    """Keep the comment on a change request up to date; where there is nothing to say, only one that is there."""
    from planlint.render.changes.comment import nothing_left

    if event.kind != "change request" or options.comment == "never" or checked.review is None:
        return _NONE
    text = comment_text(options, event, checked)
    make = bool(text) or options.comment == "always"
    name = _name(options, checked.repository, checked.prefix)
    return post(event, "comment", name, text or nothing_left(checked.review.base.rev), make=make)


def correct_comment(options: argparse.Namespace, event: Event, error: PlanlintError) -> Posted:
    """Take back what a comment says where the change could not be checked; no comment is made for that."""
    from planlint.render.changes.comment import taken_back

    if event.kind != "change request" or options.comment == "never":
        return _NONE
    name = _name_in_trouble(options)
    if name is None:
        return _NONE
    return post(event, "comment", name, taken_back(error.message, error.help), make=False)


def wants_issue(options: argparse.Namespace, event: Event) -> bool:
    """Whether the issue about the review is to be kept up to date; that takes the whole history."""
    return options.issue == "always" or (options.issue == "auto" and event.kind == "schedule")


def keep_issue(options: argparse.Namespace, event: Event, checked: "Checked") -> Posted:
    """Keep the issue about the review up to date; where nobody owes anything, only one that is there."""
    if not wants_issue(options, event) or checked.is_empty:
        return _NONE
    from planlint.app.checkin import sheets
    from planlint.history.item_history import ItemHistories
    from planlint.render.history.review_issue import TITLE, review_issue
    from planlint.tree import path_order

    waiting, fresh = sheets(checked.workspace, checked.past or ItemHistories(b""), checked.today)
    review = period_review(options) if checked.workspace.root.folder.is_dir() else ""
    unread = sorted(checked.workspace.tree.keys() - checked.workspace.loaded.documents.keys(), key=path_order)
    text = review_issue(waiting, fresh, checked.report, checked.today, review, unread)
    make = bool(waiting or review or unread) or options.issue == "always"
    name = _name(options, checked.repository, checked.prefix)
    posted = post(event, "issue", name, text, make=make, title=TITLE)
    return posted._replace(text=text)


def period_review(options: argparse.Namespace) -> str:
    """Return the review of the running period as Markdown, for the issue; empty where there is none."""
    from planlint.app.history.period_review import current_review
    from planlint.render.history.review_markdown import review_markdown

    found = current_review(options)
    return review_markdown(found) if found.results else ""


def _name(options: argparse.Namespace, repository: "Repository", prefix: str) -> str:
    """Return what tells a plan from the others in its repository: its place, and the settings that it is given."""
    if options.config is None or repository.top is None:
        return prefix
    return f"{prefix}\n{os.path.relpath(os.path.realpath(options.config), os.path.realpath(repository.top))}"


def _name_in_trouble(options: argparse.Namespace) -> str | None:
    """Return the plan's name where something has gone wrong; None where nobody can tell which plan was meant."""
    from planlint.trees import TreeError, find_root, root_at
    from planlint.trees.git.repository import Repository

    try:
        folder = where_of(options).folder
        root = root_at(folder) if options.root is not None else find_root(folder)
        repository = Repository.open(folder)
        return _name(options, repository, repository.prefix(root.folder))
    except (TreeError, OSError):
        return None
