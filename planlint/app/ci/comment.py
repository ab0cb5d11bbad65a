"""The comment and the issue of `planlint ci`: when there is one, and what is in it."""

import shlex
from functools import partial

from planlint.app.ci.check import Checked, CiRequest
from planlint.app.ci.post import Posted, TextToPost, post
from planlint.app.due_for_checkin import sheets
from planlint.app.settings import Where
from planlint.app.source_links import line_links
from planlint.errors import PlanlintError
from planlint.history.item_history import ItemHistories
from planlint.render.changes.comment import change_comment, nothing_left, taken_back
from planlint.render.changes.markdown import Shown
from planlint.render.changes.work import ShownWork
from planlint.render.history.review_issue import TITLE, review_issue
from planlint.tree import path_order
from planlint.trees import TreeError, find_root, root_at
from planlint.trees.git.repository import Repository
from planlint.trees.named_paths import Folder, is_folder, path_between, real_path

_NONE = Posted()


def comment_text(checked: Checked) -> str:
    """Return what a change is to be told; empty where there is nothing to say, or nothing was compared."""
    request, event, compared = checked.request, checked.request.event, checked.compared
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
        work = ShownWork(compared.work, request.today, checked.workspace.config.limits["stale-days"])
    notes = (*request.notes, *compared.notes)
    return change_comment(review, shown, checked.brought, checked.prefix, compared.settings, notes, work)


def keep_comment(checked: Checked) -> Posted:
    """Keep the comment on a change request up to date; where there is nothing to say, only one that is there."""
    request, event = checked.request, checked.request.event
    if not request.wants_comment or checked.review is None:
        return _NONE
    text = comment_text(checked)
    make = bool(text) or request.comment == "always"
    name = plan_name(request.where, checked.prefix)
    shown = TextToPost(text or nothing_left(checked.review.base.rev), event.head or checked.review.head.oid)
    return post(event, "comment", name, shown, make=make, is_later=partial(_is_later, request.where.repository))


def _is_later(repository: Repository, one: str, other: str) -> bool | None:
    """Whether a commit comes after another one; None where this clone does not have both."""
    if repository.find(one) is None or repository.find(other) is None:
        return None
    return repository.leads_to(one, other)


def correct_comment(request: CiRequest, error: PlanlintError) -> Posted:
    """Take back what a comment says where the change could not be checked; no comment is made for that."""
    name = _name_in_trouble(request.where) if request.wants_comment else None
    if name is None:
        return _NONE
    text = TextToPost(taken_back(error.message, error.help), request.event.head)
    return post(request.event, "comment", name, text, make=False)


def keep_issue(checked: Checked) -> Posted:
    """Keep the issue about the review up to date; where nobody owes anything, only one that is there."""
    request, workspace = checked.request, checked.workspace
    if not request.wants_issue or checked.is_empty:
        return _NONE
    waiting, others = sheets(workspace, checked.past or ItemHistories(b""), request.today)
    review = request.period_review() if is_folder(workspace.root.folder) else ""
    unread = sorted(workspace.tree.keys() - workspace.loaded.documents.keys(), key=path_order)
    text = review_issue(waiting, others, checked.report, request.today, review, unread, by_comment=request.checkin)
    make = bool(waiting or review or unread) or request.issue == "always"
    name = plan_name(request.where, checked.prefix)
    return post(request.event, "issue", name, TextToPost(text, title=TITLE), make=make)._replace(text=text)


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
