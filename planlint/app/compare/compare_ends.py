"""What `diff` asks: how two versions differ that a person names."""

from collections.abc import Sequence
from datetime import date

from planlint.app.compare.compare import Compared, compare
from planlint.app.compare.ends import resolve_ends
from planlint.app.compare.request import CompareRequest
from planlint.app.settings import Where
from planlint.errors import PlanlintError


def compare_ends(where: Where, revisions: Sequence[str], today: date, *, judges: bool = True) -> Compared:
    """Compare the versions that are named; `PlanlintError` where that cannot be done, or neither has a plan."""
    base, head = resolve_ends(where.repository, revisions)
    compared = compare(CompareRequest(where, today, ((base,),), head, judges=judges))
    if compared.is_empty:
        raise PlanlintError(
            f"no plan files in {compared.head.root.folder}, neither in {base.version.rev} nor in {head.rev}",
            f"they match {', '.join(compared.head.config.include)}: name their folder with --root",
        )
    return compared
