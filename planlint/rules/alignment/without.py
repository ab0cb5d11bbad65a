"""What is said of an item that nothing of the kind below it serves."""

from planlint.model import Item, words_of
from planlint.rules.kit import Context, Problem, Problems, Severity


def without(kind: type[Item], item: Item, ctx: Context, help: str, severity: Severity | None = None) -> Problems:
    """Find that no item of a kind serves this one, where that is certain."""
    if not ctx.unsure_about(kind) and not ctx.plan.children_of(item, kind):
        message = f"{item.name} has no {words_of(kind.kind)}"
        yield Problem(item.header, message, help=help, severity=severity)
