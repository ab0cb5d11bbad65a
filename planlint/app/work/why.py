"""Why an item exists, or work was done: what a word means decides which is asked."""

from planlint.app.work.request import WhyRequest
from planlint.app.workspace import Workspace
from planlint.model.naming import WORK_KINDS, find_item, item_named
from planlint.model.why import Why, why
from planlint.model.work_answer import WorkAnswer


def why_asked(request: WhyRequest, workspace: Workspace) -> Why | WorkAnswer:
    """Return why an item exists, or why work was done; `PlanlintError` where nothing can tell."""
    plan, item = workspace.loaded.plan, None
    if request.kind == "item":
        item = find_item(plan, request.asked)
    elif request.kind is None:
        item = item_named(plan, request.asked, WORK_KINDS)
    if item is not None:
        return why(plan, item, request.today, workspace.config.limits["stale-days"])
    from planlint.app.work.why_work import answer  # git, which most questions do without

    return answer(request, workspace)
