"""What a rule is: one unit of code, sentence, reason, source, examples and check."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar

from planlint.diagnostic import Problem, Severity
from planlint.model import Alike, Item, Plan, memoized
from planlint.model.figures.effective import is_open
from planlint.text import Site

if TYPE_CHECKING:
    from planlint.commit import Commit
    from planlint.history.item_history import ItemHistories  # few runs ask what git tells

EXAMPLE_DAY = date(2026, 10, 15)
"""The day on which the examples of every rule are judged."""

Listed = TypeVar("Listed")
P = ParamSpec("P")
Family = Literal[
    "files",
    "shape",
    "references",
    "alignment",
    "measures",
    "time",
    "people",
    "wording",
    "changes",
    "history",
    "work",
    "housekeeping",
]
Scope = Literal["open", "sound", "all", "changed", "before", "range"]
Problems = Iterable[Problem]
"""What a check yields."""
Check = Callable[[Any, Any], Problems]
FixKind = Literal["safe", "unsafe"]


class Reference(NamedTuple):
    """Something published that a rule rests on."""

    title: str
    url: str | None = None


class Fold(NamedTuple):
    """How findings of a rule that have one cause become one finding.

    Where all items of a kind below one parent lack the same, that is said once, of the parent; where all of the plan
    do, below several parents, or many do and it is but a note, once, as a note. `what` is said of them, in words;
    `help` is the way out for all of them, where it is not that for the first. `counts` says which open items the rule
    would speak of, did they lack it. `once` says that the plan as a whole makes all findings one note, whatever is
    below what. With `by_brief` findings with one `brief` are told together, whatever is below what; `what` is then all
    that is said, with `{brief}` and `{items}`, their number.
    """

    what: str
    help: str = ""
    counts: Callable[[Item, "Context"], bool] = lambda item, ctx: True
    once: Callable[["Context"], bool] = lambda ctx: False
    by_parent: bool = True
    by_brief: bool = False


class _RuleFields(NamedTuple):
    check: Check
    code: str
    severity: Severity
    subject: "type[Item] | tuple[type[Item], ...] | type[Plan] | type[Commit] | None"
    source: Reference
    example: str = ""
    since: str = "0.1"
    scope: Scope = "open"
    default: bool = True
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    when: Callable[[Item], bool] = lambda item: True
    idle: Callable[["Context"], bool] = lambda ctx: False
    suspects: Callable[[Alike, "Context"], Iterable[Any]] = lambda alike, ctx: alike
    fix: FixKind | None = None
    fold: Fold | None = None
    heading: tuple[str, str] | None = None
    repeats: bool = False
    gives_way_to: tuple[str, ...] = ()
    unless: tuple[str, ...] = ("PL1",)


class Rule(_RuleFields):
    """One rule: `what` it finds in one sentence, `why` that matters in some more, the `source` that it rests on.

    It is called like its check; the first line of the check's module is `what`, behind the code, and the rest of that
    docstring the example, unless one is given that had to be worked out; the check's own docstring is `why`.
    `subject` is what the check is called with: each item of a kind (or of several), or the whole `Plan`; None where the
    finding is made while loading. `scope` says which items: `open` ones, all `sound` ones, or `all`, broken ones and
    those whose name is already taken included; with `needs` only items that write one of these keys, with `lacks`
    only those that write none of them (`metric.unit` is a key), with `when` only those for which it says so; that may
    ask for keys and for the types of their values, since it is asked once for all items that are alike in these.
    Rules on two versions of a plan ask a `ChangeContext`; with the scope `changed` they are called with the `Pair` of
    each item that has changed, with `before` with each item of the older version that has changed or is gone; one whose
    subject is the `Plan` with the older one. Rules with the scope `range` ask a
    `WorkContext`: they are called with each commit of a range, or with each item that became done in it. `unless` are
    the codes, or how they begin, of what says the same of the newer version: where a check reports it as an error of
    the item, at this place, the change need not be judged too.
    `idle` is asked once before: whether the plan as a whole gives the check nothing to find. Then it is not called,
    which saves a large clean plan thousands of calls. `suspects` is asked for many items at once, which are
    `Alike`: in which of them the check may find something. Asking takes a tenth of the time that calling the check for
    each takes, and changes nothing that it finds. `fix` says that some of its
    findings can be mended by a program. `fold` says how several of its findings become one.
    What else has to be known of a rule elsewhere: `heading` is what one and what
    several of its findings are called where they are counted; `repeats` says that it finds the same again as time goes
    on, each time more of it; `gives_way_to` has the codes of the rules beside whose findings it is silent, because they
    ask for the same or have to be settled first; where one of these judges a change, beside what that finds of the item
    or of something that serves it.
    """

    @cached_property
    def name(self) -> str:
        """The name of the check, in the words of a message: `task-without-due`."""
        return self.check.__name__.replace("_", "-")

    @cached_property
    def what(self) -> str:
        """What it finds, in one sentence."""
        says, _ = self._page
        if not says.startswith(f"{self.code}: "):
            raise TypeError(f"the first line of {self.check.__module__} does not say what {self.code} finds")
        return says.removeprefix(f"{self.code}: ")

    @cached_property
    def why(self) -> str:
        """Why that matters."""
        return " ".join((self.check.__doc__ or "").split())

    @cached_property
    def family(self) -> Family:
        """The folder it stands in."""
        return self.check.__module__.split(".")[-2]  # type: ignore[return-value]

    @cached_property
    def kinds(self) -> tuple[type[Item], ...]:
        """The kinds of items that its check is called with, one at a time."""
        if isinstance(self.subject, tuple):
            return self.subject
        return (self.subject,) if self.subject and issubclass(self.subject, Item) else ()

    @property
    def bad(self) -> str:
        """The example in which the rule finds something."""
        return self._examples[0]

    @property
    def good(self) -> str:
        """The same as it should be."""
        return self._examples[1]

    @property
    def _examples(self) -> tuple[str, str]:
        from planlint.rules.example import bad_and_good  # who checks a plan reads none

        return bad_and_good(self.example or self._page[1])

    @property
    def _page(self) -> tuple[str, str]:
        """The first paragraph of the module's docstring, and the rest; `python -OO` leaves it out."""
        first, _, rest = (self.check.__globals__["__doc__"] or f"{self.code}: ").partition("\n\n")
        return first, rest

    @property
    def on_changes(self) -> bool:
        """Whether it judges what a change does, not a plan as it is."""
        return self.scope in ("changed", "before", "range")

    @property
    def on_work(self) -> bool:
        """Whether it judges the commits of a range, and the items they name."""
        return self.scope == "range"

    @property
    def on_history(self) -> bool:
        """Whether it asks what git tells of an item."""
        return self.family == "history"

    def counted(self, number: int) -> str:
        """Return how many findings it has, in the words of a heading: `2 targets weakened`."""
        name = self.name.replace("-", " ")
        single, plural = self.heading or (name, name)
        return f"{number} {single if number == 1 else plural}"


class _ContextFields(NamedTuple):
    plan: Plan
    today: date
    limits: Mapping[str, int]
    words: Callable[[str, tuple[str, ...]], tuple[str, ...]]
    judged: Callable[[Item], bool]
    order: Callable[[Site], Any]
    unopened: tuple[str, ...] = ()
    past: "ItemHistories | None" = None
    named: frozenset[str] = frozenset()


class Context(_ContextFields):
    """What a rule may ask besides its subject: the plan, the day, the limits and words in force.

    `judged` says whether an item is judged at all (archived ones are not). `order` gives what items are sorted by to
    stand as they are written: by path, then position. `unopened` are files whose items nobody knows.
    `past` is what git tells of the items, None where nobody asked for it. `named` are the codes of the rules that were
    selected by their own code or name, not with a family.
    """

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Where what rules work out once is kept."""
        return {}

    def listed(self, compiled: Callable[[tuple[str, ...]], Listed], name: str, built_in: tuple[str, ...]) -> Listed:
        """Return a word list in force in the form a rule looks words up in, made once."""
        key = (name, compiled)
        if key not in self.memo:
            self.memo[key] = compiled(self.words(name, built_in))
        return self.memo[key]  # type: ignore[no-any-return]

    def judges_as_open(self, item: Item) -> bool:
        """Whether a rule with the scope `open` would be asked about an item."""
        return item.name not in self.plan.broken and self.judged(item) and is_open(self.plan, item)

    def first(self, items: Iterable[Item]) -> Item:
        """Return the item that is written first."""
        return min(items, key=lambda item: self.order(item.site))

    def unsure_about(self, *kinds: type[Item]) -> bool:
        """Whether nobody can say what items of these kinds serve: one is broken or names an unknown parent."""
        return bool(self.unopened) or not _unsure_kinds(self.plan).isdisjoint(kind.kind for kind in kinds)


@memoized
def _unsure_kinds(plan: Plan) -> frozenset[str]:
    """The kinds of which an item is broken or names an unknown parent."""
    unsure = [name for name in plan.astray if not all(map(plan.leads_somewhere, plan.parent_names[name]))]
    return frozenset(name.partition(".")[0] for name in (*plan.broken, *unsure))


def _decorator(make: Callable[Concatenate[Check, P], Rule]) -> Callable[P, Callable[[Check], Rule]]:
    def with_options(*args: P.args, **options: P.kwargs) -> Callable[[Check], Rule]:
        return lambda check: _sensible(make(check, *args, **options))

    return with_options


def _sensible(rule: Rule) -> Rule:
    of_one_version = ("needs", "lacks", "when", "idle", "suspects", "fold")
    given = [name for name in of_one_version if getattr(rule, name) != Rule._field_defaults[name]]
    if rule.scope in ("changed", "before") and given:
        raise TypeError(f"{rule.code} judges two versions: `{'`, `'.join(of_one_version)}` do not hold")
    return rule


rule = _decorator(Rule)
"""Make a rule of a check: `@rule(CODE, SEVERITY, SUBJECT, source=…)`, and whatever else a `Rule` has."""
