"""The comment and the issue of `planlint ci`: when there is one, and what is in it."""

import shlex
from functools import partial

from planlint.app.ci.check import Checked, CiRequest
from planlint.app.ci.post import Posted, TextToPost, post
from planlint.app.due_for_checkin import sheets
from planlint.app.settings import Where
from planlint.app.source_links import line_links
from planlint.errors import PlanlintError
from planlint.forge.event import Event
from planlint.history.item_history import ItemHistories
from planlint.render.changes.comment import change_comment, nothing_left, taken_back
from planlint.render.changes.markdown import Shown
from planlint.render.changes.work import ShownWork
from planlint.render.history.review_issue import TITLE, review_issue
from planlint.tree import path_order
from planlint.trees import TreeError, find_root, root_at
from planlint.trees.git.repository import Repository
from planlint.trees.named_paths import Folder, path_between, real_path

_NONE = Posted()


def comment_text(request: CiRequest, event: Event, checked: Checked) -> str:
    """Return what a change is to be told; empty where there is nothing to say, or nothing was compared."""
    compared = checked.compared
    if compared is None or compared.is_empty:
        return ""
    review = compared.review
    head = event.head or review.head.oid
    base = review.base.rev
    ends = (shlex.quote(f"{base}..."),) if event.kind == "change request" else (f"{review.base.oid}..{head}",)
    where = [
        word
        for option, value in (("--root", request.where.root), ("--config", request.where.config))
        if value is not None
        for word in (option, shlex.quote(value))
    ]
    shown = Shown((*ends, *where), line_links(checked.prefix, review.base.oid, review.head.oid), head)
    work = None
    if not request.quiet_work and compared.work is not None and compared.work.naming:
        work = ShownWork(compared.work, checked.today, checked.workspace.config.limits["stale-days"])
    return change_comment(
        review, shown, checked.brought, checked.prefix, compared.settings, (*request.notes, *compared.notes), work
    )


def keep_comment(request: CiRequest, event: Event, checked: Checked) -> Posted:
    """Keep the comment on a change request up to date; where there is nothing to say, only one that is there."""
    if not request.wants_comment(event) or checked.review is None:
        return _NONE
    text = comment_text(request, event, checked)
    make = bool(text) or request.comment == "always"
    name = plan_name(request.where, checked.prefix)
    shown = TextToPost(text or nothing_left(checked.review.base.rev), event.head or checked.review.head.oid)
    return post(event, "comment", name, shown, make=make, is_later=partial(_is_later, checked.repository))


def _is_later(repository: Repository, one: str, other: str) -> bool | None:
    """Whether a commit comes after another one; None where this clone does not have both."""
    if repository.find(one) is None or repository.find(other) is None:
        return None
    return repository.leads_to(one, other)


def correct_comment(request: CiRequest, event: Event, error: PlanlintError) -> Posted:
    """Take back what a comment says where the change could not be checked; no comment is made for that."""
    name = _name_in_trouble(request.where) if request.wants_comment(event) else None
    if name is None:
        return _NONE
    return post(event, "comment", name, TextToPost(taken_back(error.message, error.help), event.head), make=False)


def keep_issue(request: CiRequest, event: Event, checked: Checked) -> Posted:
    """Keep the issue about the review up to date; where nobody owes anything, only one that is there."""
    if not request.wants_issue(event) or checked.is_empty:
        return _NONE
    waiting, others = sheets(checked.workspace, checked.past or ItemHistories(b""), checked.today)
    review = request.period_review() if checked.workspace.root.folder.is_dir() else ""
    unread = sorted(checked.workspace.tree.keys() - checked.workspace.loaded.documents.keys(), key=path_order)
    text = review_issue(waiting, others, checked.report, checked.today, review, unread, by_comment=request.checkin)
    make = bool(waiting or review or unread) or request.issue == "always"
    name = plan_name(request.where, checked.prefix)
    return post(event, "issue", name, TextToPost(text, title=TITLE), make=make)._replace(text=text)


def plan_name(where: Where, prefix: str) -> str:
    """Return what tells a plan from the others in its repository: its place, and the settings that it is given."""
    top = where.repository.top
    if where.config is None or top is None:
        return prefix
    return f"{prefix}\n{path_between(real_path(top), real_path(Folder(where.config)))}"


def _name_in_trouble(where: Where) -> str | None:
    """Return the plan's name where something has gone wrong; None where nobody can tell which plan was meant."""
    try:
        root = root_at(where.folder) if where.root is not None else find_root(where.folder)
        return plan_name(where, where.repository.prefix(root.folder))
    except (TreeError, OSError):
        return None
