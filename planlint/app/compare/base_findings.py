"""What a base was found to have already, on the same day: no change has brought that."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planlint.app.compare.request import CompareRequest, PlanCheck
from planlint.app.compare.sides import Side
from planlint.app.history.item_history import item_histories
from planlint.app.passed_over import unreadable_links
from planlint.app.plan_schema import load_plan
from planlint.diagnostic import Diagnostic
from planlint.lint import lint
from planlint.lint.baseline import Baseline
from planlint.lint.comparison import Comparison
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.lint.folding import apart
from planlint.rules import rule_by_code
from planlint.tree import Tree, Unreadable


def known_findings(
    request: CompareRequest,
    check: PlanCheck,
    found: Comparison,
    base: Side,
    earlier: Mapping[str, bytes],
    shown: Sequence[Diagnostic],
) -> Baseline:
    """Return what is found in a base, under the names its items have in the newer version.

    `earlier` is what stands in for files of it that cannot be read, `shown` what is found in the newer version. A
    promise that was put off once more, or a confidence that fell once more, is not known: what is found differs.
    """
    told = {(one.item, one.message) for one in shown if rule_by_code(one.code).repeats}
    newer = {pair.old.name: pair.new.name for pair in found.matching.renamed}
    with_history = any(rule_by_code(one.code).on_history for one in shown)
    known: Counter[Fingerprint] = Counter()
    for one in _found_in(request, check, base, earlier, with_history=with_history):
        for mark in map(fingerprint, apart(one)):
            now = newer.get(mark.subject, mark.subject)
            if not rule_by_code(one.code).repeats or (now, one.message) in told:
                known[mark._replace(subject=now)] += 1
    return Baseline(known)


def _found_in(
    request: CompareRequest, check: PlanCheck, base: Side, earlier: Mapping[str, bytes], *, with_history: bool
) -> Iterator[Diagnostic]:
    """Yield what a check of the base finds, and what it found in files that cannot be read any more."""

    def checked(tree: Tree) -> Sequence[Diagnostic]:
        loaded = load_plan(tree)
        older = check.workspace._replace(config=base.config, tree=tree, loaded=loaded)
        past = None
        if with_history and base.version.oid is not None:
            past = item_histories(older, request.where.at(base.version.oid), request.today)
        return lint(loaded, base.config, request.rules.of(base.config), request.today, past=past).diagnostics

    links = [path for path, one in check.workspace.tree.items() if isinstance(one, Unreadable) and one.is_link]
    prefix = request.where.repository.prefix(base.root.folder)
    blind = unreadable_links(request.where.repository, base.version.oid, prefix, base.config, links)
    tree = {**dict(base.contents(base.ids)), **blind}
    yield from checked(tree)
    if earlier:
        yield from (one for one in checked({**tree, **earlier}) if one.place.path in earlier)
