"""PL305: a key result that nobody does anything for."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Severity
from planlint.model.figures.effective import has_begun, is_open
from planlint.model.items import KeyResult, Tactic
from planlint.model.plan import Plan
from planlint.rules.rule import Context, rule
from planlint.rules.sources import ESSAY


@rule(
    "PL305",
    severity=Severity.WARNING,
    subject=Plan,
    scope="sound",
    source=ESSAY,
    bad="""
        [key_result.days-to-keys]   #~ key_result.days-to-keys has no tactic
        title = "The wait from intake to keys is three weeks"
        status = "on-track"

        [key_result.landlord-portal]
        title = "Landlords post vacancies themselves"

        [tactic.portal-beta]
        title = "Open the portal to ten landlords"
        key_result = "landlord-portal"
    """,
    good="""
        [key_result.days-to-keys]
        title = "The wait from intake to keys is three weeks"

        [tactic.landlord-desk]
        title = "Run a weekly landlord desk"
        key_result = "days-to-keys"
    """,
)
def key_result_without_tactic(plan: Plan, ctx: Context) -> Iterable[Problem]:
    """The key result has no tactic, and no objective below it.

    A number does not move because it was written down; a tactic, or an objective of a narrower circle, says what is
    done to move it.
    """
    without = [item for item in plan.of(KeyResult) if not plan.children(item) and _is_judged(item, ctx)]
    if not without:
        return
    if plan.of(Tactic):
        for item in without:
            yield Problem(
                item.site.as_header,
                f"{item.name} has no tactic",
                help=f'say what is done to move it: [tactic.ID] with key_result = "{item.id}"',
            )
    else:
        yield Problem(
            ctx.first(without).site.as_header,
            "the plan has no tactic, so nothing says what is done to move its key results",
            help="add [tactic.ID] tables when the work is known",
            severity=Severity.INFO,
        )


def _is_judged(item: KeyResult, ctx: Context) -> bool:
    return (
        not item.is_guard_rail  # it has to hold; nothing is done to move it
        and ctx.judged(item)
        and is_open(ctx.plan, item)
        and has_begun(ctx.plan, item, ctx.today)
        and not ctx.unsure_below(item)
    )
