"""The rule book: every rule, by its code or its name; a rule's module is loaded when the rule is asked for."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from planlint.rules.rule import Rule

MODULES: Mapping[str, str] = {
    "PL001": "files.invalid_toml",
    "PL002": "files.not_utf8",
    "PL003": "files.beyond_limits",
    "PL004": "files.unreadable_file",
    "PL101": "shape.unknown_key",
    "PL102": "shape.missing_key",
    "PL103": "shape.wrong_type",
    "PL104": "shape.invalid_value",
    "PL105": "shape.unknown_kind",
    "PL106": "shape.invalid_id",
    "PL107": "shape.duplicate_id",
    "PL108": "shape.confusable_id",
    "PL201": "references.unknown_reference",
    "PL202": "references.wrong_kind",
    "PL203": "references.no_parent",
    "PL204": "references.reference_cycle",
    "PL205": "references.former_reference",
    "PL206": "references.former_id_conflict",
    "PL207": "references.unknown_person",
    "PL208": "references.duplicate_reference",
    "PL209": "references.unknown_period",
    "PL301": "alignment.purpose_without_vision",
    "PL302": "alignment.vision_without_outcome",
    "PL303": "alignment.outcome_without_objective",
    "PL304": "alignment.objective_without_key_result",
    "PL305": "alignment.key_result_without_tactic",
    "PL306": "alignment.tactic_without_task",
    "PL307": "alignment.several_purposes",
    "PL308": "alignment.too_many_objectives",
    "PL309": "alignment.key_result_count",
    "PL310": "alignment.closed_parent_open_child",
    "PL311": "alignment.open_parent_all_done",
    "PL312": "alignment.tactic_is_a_task",
    "PL401": "measures.no_measure",
    "PL402": "measures.flat_metric",
    "PL403": "measures.no_baseline",
    "PL404": "measures.several_metrics",
    "PL405": "measures.activity_not_result",
    "PL406": "measures.vague_result",
    "PL407": "measures.target_already_met",
    "PL408": "measures.done_below_target",
    "PL409": "measures.percent_out_of_range",
    "PL410": "measures.moving_away",
    "PL411": "measures.no_evidence",
    "PL412": "measures.business_as_usual",
    "PL413": "measures.measured_objective",
    "PL414": "measures.no_commitment",
    "PL415": "measures.contradicted_direction",
    "PL416": "measures.no_confidence",
    "PL417": "measures.step_count_as_metric",
    "PL418": "measures.title_contradicts_metric",
    "PL419": "measures.status_contradicts_pace",
    "PL420": "measures.unknown_step",
    "PL421": "measures.closed_short",
    "PL422": "measures.target_owed",
    "PL423": "measures.path_off_course",
    "PL424": "measures.objective_done_unmet",
    "PL501": "time.no_due_date",
    "PL502": "time.overdue",
    "PL503": "time.due_after_parent",
    "PL504": "time.period_over",
    "PL505": "time.due_before_start",
    "PL506": "time.all_due_at_the_end",
    "PL507": "time.task_without_due",
    "PL508": "time.impossible_horizon",
    "PL509": "time.due_before_dependency",
    "PL510": "time.measured_in_future",
    "PL601": "people.no_owner",
    "PL602": "people.no_assignee",
    "PL603": "people.team_as_assignee",
    "PL604": "people.inactive_person",
    "PL605": "people.too_many_open_tasks",
    "PL606": "people.ask_not_agreed",
    "PL701": "wording.long_title",
    "PL702": "wording.multi_line_title",
    "PL703": "wording.same_title",
    "PL704": "wording.placeholder",
    "PL705": "wording.vague_task",
    "PL801": "changes.target_weakened",
    "PL802": "changes.due_postponed",
    "PL803": "changes.baseline_edited",
    "PL804": "changes.metric_redefined",
    "PL805": "changes.key_result_dropped",
    "PL806": "changes.id_reused",
    "PL807": "changes.commitment_weakened",
    "PL808": "changes.reopened",
    "PL809": "changes.reparented",
    "PL810": "changes.path_lost",
    "PL811": "changes.progress_reversed",
    "PL812": "changes.unbegun",
    "PL813": "changes.work_removed",
    "PL851": "history.stale_key_result",
    "PL852": "history.slipped_again",
    "PL853": "history.activity_without_movement",
    "PL854": "history.suspect_link",
    "PL855": "history.confidence_falling",
    "PL856": "history.carried_again",
    "PL861": "work.unknown_plan_item",
    "PL862": "work.work_without_item",
    "PL863": "work.work_for_closed_item",
    "PL864": "work.done_without_work",
    "PL901": "housekeeping.unused_ignore",
    "PL902": "housekeeping.expired_ignore",
    "PL903": "housekeeping.unknown_code",
    "PL904": "housekeeping.ignore_without_reason",
}
"""Where the rules are, by their codes: the module is named after the rule in it."""

OFF_BY_DEFAULT = frozenset({"PL406", "PL411", "PL414", "PL416", "PL506", "PL507", "PL605", "PL854", "PL864", "PL904"})


class Entry(NamedTuple):
    """What the book says of a rule before its module is loaded."""

    code: str
    name: str
    family: str
    default: bool

    @property
    def on_changes(self) -> bool:
        """Whether it judges what a change does, not a plan as it is."""
        return self.family in ("changes", "work")

    @property
    def on_plans(self) -> bool:
        """Whether it may have something to say of a plan that has been read, beside what waivers say of it."""
        return not self.on_changes and self.family not in ("files", "housekeeping")


def _entry(code: str, module: str) -> Entry:
    family, name = module.split(".")
    return Entry(code, name.replace("_", "-"), family, code not in OFF_BY_DEFAULT)


BOOK: tuple[Entry, ...] = tuple(_entry(code, module) for code, module in MODULES.items())
"""All rules, in the order of their codes."""

_BY_CODE: Mapping[str, Entry] = {entry.code: entry for entry in BOOK}
_BY_NAME: Mapping[str, Entry] = {entry.name: entry for entry in BOOK}


@cache
def rule_by_code(code: str) -> Rule:
    """Return the rule with this code; `KeyError` where there is none."""
    module = MODULES[code]
    rule = getattr(import_module(f"{__name__}.{module}"), module.rpartition(".")[2], None)
    assert isinstance(rule, Rule), f"{module} has no rule of its own name"
    assert (rule.code, rule.default) == (code, code not in OFF_BY_DEFAULT), f"{module} is not in the book as it is"
    return rule


def find_entry(text: str) -> Entry | None:
    """Return what the book says of the rule with this code or name, whatever the case of its letters, or None."""
    return _BY_CODE.get(text.upper()) or _BY_NAME.get(text.lower().replace("_", "-"))


def find_rule(text: str) -> Rule | None:
    """Return the rule with this code or name, whatever the case of its letters; None where there is none."""
    entry = find_entry(text)
    return None if entry is None else rule_by_code(entry.code)
