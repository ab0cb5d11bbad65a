"""The rule book: every rule, by its code or its name."""

from collections.abc import Mapping
from importlib import import_module

from planlint.rules.rule import Rule

MODULES = (
    "files.invalid_toml",
    "files.not_utf8",
    "files.beyond_limits",
    "files.unreadable_file",
    "shape.unknown_key",
    "shape.missing_key",
    "shape.wrong_type",
    "shape.invalid_value",
    "shape.unknown_kind",
    "shape.invalid_id",
    "shape.duplicate_id",
    "shape.confusable_id",
    "references.unknown_reference",
    "references.wrong_kind",
    "references.no_parent",
    "references.reference_cycle",
    "references.former_reference",
    "references.former_id_conflict",
    "references.unknown_person",
    "references.duplicate_reference",
    "references.unknown_period",
    "alignment.purpose_without_vision",
    "alignment.vision_without_outcome",
    "alignment.outcome_without_objective",
    "alignment.objective_without_key_result",
    "alignment.key_result_without_tactic",
    "alignment.tactic_without_task",
    "alignment.several_purposes",
    "alignment.too_many_objectives",
    "alignment.key_result_count",
    "alignment.closed_parent_open_child",
    "alignment.open_parent_all_done",
    "alignment.tactic_is_a_task",
    "measures.no_measure",
    "measures.flat_metric",
    "measures.no_baseline",
    "measures.several_metrics",
    "measures.activity_not_result",
    "measures.vague_result",
    "measures.target_already_met",
    "measures.done_below_target",
    "measures.percent_out_of_range",
    "measures.moving_away",
    "measures.no_evidence",
    "measures.business_as_usual",
    "measures.measured_objective",
    "measures.no_commitment",
    "measures.contradicted_direction",
    "measures.no_confidence",
    "measures.step_count_as_metric",
    "measures.title_contradicts_metric",
    "measures.status_contradicts_pace",
    "measures.unknown_step",
    "measures.closed_short",
    "measures.target_owed",
    "measures.path_off_course",
    "measures.objective_done_unmet",
    "time.no_due_date",
    "time.overdue",
    "time.due_after_parent",
    "time.period_over",
    "time.due_before_start",
    "time.all_due_at_the_end",
    "time.task_without_due",
    "time.impossible_horizon",
    "time.due_before_dependency",
    "time.measured_in_future",
    "people.no_owner",
    "people.no_assignee",
    "people.team_as_assignee",
    "people.inactive_person",
    "people.too_many_open_tasks",
    "people.ask_not_agreed",
    "wording.long_title",
    "wording.multi_line_title",
    "wording.same_title",
    "wording.placeholder",
    "wording.vague_task",
    "changes.target_weakened",
    "changes.due_postponed",
    "changes.baseline_edited",
    "changes.metric_redefined",
    "changes.key_result_dropped",
    "changes.id_reused",
    "changes.commitment_weakened",
    "changes.reopened",
    "changes.reparented",
    "changes.path_lost",
    "changes.progress_reversed",
    "changes.unbegun",
    "changes.work_removed",
    "history.stale_key_result",
    "history.slipped_again",
    "history.activity_without_movement",
    "history.suspect_link",
    "history.confidence_falling",
    "history.carried_again",
    "work.unknown_plan_item",
    "work.work_without_item",
    "work.work_for_closed_item",
    "work.done_without_work",
    "housekeeping.unused_ignore",
    "housekeeping.expired_ignore",
    "housekeeping.unknown_code",
    "housekeeping.ignore_without_reason",
)
"""Where the rules are, a line each: the module is named after the rule in it."""


def _rule_in(module: str) -> Rule:
    rule = getattr(import_module(f"{__name__}.{module}"), module.rpartition(".")[2], None)
    assert isinstance(rule, Rule), f"{module} has no rule of its own name"
    return rule


RULES: tuple[Rule, ...] = tuple(sorted(map(_rule_in, MODULES), key=lambda rule: rule.code))
"""All rules, in the order of their codes."""

_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
_BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def rule_by_code(code: str) -> Rule:
    """Return the rule with this code; `KeyError` where there is none."""
    return _BY_CODE[code]


def find_rule(text: str) -> Rule | None:
    """Return the rule with this code or name, whatever the case of its letters; None where there is none."""
    return _BY_CODE.get(text.upper()) or _BY_NAME.get(text.lower().replace("_", "-"))
