"""Refuses to call a commit checked while part of its plan stands behind a symbolic link, where nobody looks."""

from planlint.app.settings import Where
from planlint.app.workspace import Workspace
from planlint.errors import PlanlintError


def refuse_hidden_plan(workspace: Workspace, where: Where) -> None:
    """Raise `PlanlintError` where a commit or the index has plan files behind a link only.

    On the disk they are judged, so a check that passed them over would be green where that one is red.
    """
    for link in workspace.links:
        repository, wants = where.repository, workspace.config.wants
        oid = None if where.rev is None else repository.resolve(where.rev)
        prefix = repository.prefix(workspace.root.folder)
        end = repository.led_to(oid, prefix, link)
        folder = "" if end == "." else f"{end}/"
        if not isinstance(end, str) or f"{prefix}{link}/".startswith(folder):
            continue  # it leads nowhere, or to what it stands in
        real = end.removeprefix(prefix)
        below = [f"/{path}" for path in repository.blob_ids(oid, folder, lambda path: True)] or [""]
        for path in below:
            if wants(link + path) and not wants(real + path):
                raise PlanlintError(
                    f"'{link}' is a symbolic link, and git keeps nothing behind it: '{real + path}' is not checked",
                    f"name '{real + path}' in `include`, or put what it leads to in the place of the link",
                )
