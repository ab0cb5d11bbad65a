"""The rule book: every rule, one line each, in the order of their codes."""

from collections.abc import Mapping

from planlint.rules.alignment.closed_parent_open_child import closed_parent_open_child
from planlint.rules.alignment.key_result_count import key_result_count
from planlint.rules.alignment.key_result_without_tactic import key_result_without_tactic
from planlint.rules.alignment.objective_without_key_result import objective_without_key_result
from planlint.rules.alignment.open_parent_all_done import open_parent_all_done
from planlint.rules.alignment.outcome_without_objective import outcome_without_objective
from planlint.rules.alignment.purpose_without_vision import purpose_without_vision
from planlint.rules.alignment.several_purposes import several_purposes
from planlint.rules.alignment.tactic_is_a_task import tactic_is_a_task
from planlint.rules.alignment.tactic_without_task import tactic_without_task
from planlint.rules.alignment.too_many_objectives import too_many_objectives
from planlint.rules.alignment.vision_without_outcome import vision_without_outcome
from planlint.rules.changes.baseline_edited import baseline_edited
from planlint.rules.changes.commitment_weakened import commitment_weakened
from planlint.rules.changes.due_postponed import due_postponed
from planlint.rules.changes.id_reused import id_reused
from planlint.rules.changes.key_result_dropped import key_result_dropped
from planlint.rules.changes.metric_redefined import metric_redefined
from planlint.rules.changes.path_lost import path_lost
from planlint.rules.changes.progress_reversed import progress_reversed
from planlint.rules.changes.reopened import reopened
from planlint.rules.changes.reparented import reparented
from planlint.rules.changes.target_weakened import target_weakened
from planlint.rules.files.beyond_limits import beyond_limits
from planlint.rules.files.invalid_toml import invalid_toml
from planlint.rules.files.not_utf8 import not_utf8
from planlint.rules.files.unreadable_file import unreadable_file
from planlint.rules.history.activity_without_movement import activity_without_movement
from planlint.rules.history.carried_again import carried_again
from planlint.rules.history.confidence_falling import confidence_falling
from planlint.rules.history.slipped_again import slipped_again
from planlint.rules.history.stale_key_result import stale_key_result
from planlint.rules.history.suspect_link import suspect_link
from planlint.rules.housekeeping.expired_ignore import expired_ignore
from planlint.rules.housekeeping.ignore_without_reason import ignore_without_reason
from planlint.rules.housekeeping.unknown_code import unknown_code
from planlint.rules.housekeeping.unused_ignore import unused_ignore
from planlint.rules.measures.activity_not_result import activity_not_result
from planlint.rules.measures.business_as_usual import business_as_usual
from planlint.rules.measures.closed_short import closed_short
from planlint.rules.measures.contradicted_direction import contradicted_direction
from planlint.rules.measures.done_below_target import done_below_target
from planlint.rules.measures.flat_metric import flat_metric
from planlint.rules.measures.measured_objective import measured_objective
from planlint.rules.measures.moving_away import moving_away
from planlint.rules.measures.no_baseline import no_baseline
from planlint.rules.measures.no_commitment import no_commitment
from planlint.rules.measures.no_confidence import no_confidence
from planlint.rules.measures.no_evidence import no_evidence
from planlint.rules.measures.no_measure import no_measure
from planlint.rules.measures.percent_out_of_range import percent_out_of_range
from planlint.rules.measures.several_metrics import several_metrics
from planlint.rules.measures.status_contradicts_pace import status_contradicts_pace
from planlint.rules.measures.step_count_as_metric import step_count_as_metric
from planlint.rules.measures.target_already_met import target_already_met
from planlint.rules.measures.title_contradicts_metric import title_contradicts_metric
from planlint.rules.measures.unknown_step import unknown_step
from planlint.rules.measures.vague_result import vague_result
from planlint.rules.people.ask_not_agreed import ask_not_agreed
from planlint.rules.people.inactive_person import inactive_person
from planlint.rules.people.no_assignee import no_assignee
from planlint.rules.people.no_owner import no_owner
from planlint.rules.people.team_as_assignee import team_as_assignee
from planlint.rules.people.too_many_open_tasks import too_many_open_tasks
from planlint.rules.references.duplicate_reference import duplicate_reference
from planlint.rules.references.former_id_conflict import former_id_conflict
from planlint.rules.references.former_reference import former_reference
from planlint.rules.references.no_parent import no_parent
from planlint.rules.references.reference_cycle import reference_cycle
from planlint.rules.references.unknown_period import unknown_period
from planlint.rules.references.unknown_person import unknown_person
from planlint.rules.references.unknown_reference import unknown_reference
from planlint.rules.references.wrong_kind import wrong_kind
from planlint.rules.rule import Rule
from planlint.rules.shape.confusable_id import confusable_id
from planlint.rules.shape.duplicate_id import duplicate_id
from planlint.rules.shape.invalid_id import invalid_id
from planlint.rules.shape.invalid_value import invalid_value
from planlint.rules.shape.missing_key import missing_key
from planlint.rules.shape.unknown_key import unknown_key
from planlint.rules.shape.unknown_kind import unknown_kind
from planlint.rules.shape.wrong_type import wrong_type
from planlint.rules.time.all_due_at_the_end import all_due_at_the_end
from planlint.rules.time.due_after_parent import due_after_parent
from planlint.rules.time.due_before_dependency import due_before_dependency
from planlint.rules.time.due_before_start import due_before_start
from planlint.rules.time.impossible_horizon import impossible_horizon
from planlint.rules.time.no_due_date import no_due_date
from planlint.rules.time.overdue import overdue
from planlint.rules.time.period_over import period_over
from planlint.rules.time.task_without_due import task_without_due
from planlint.rules.wording.long_title import long_title
from planlint.rules.wording.multi_line_title import multi_line_title
from planlint.rules.wording.placeholder import placeholder
from planlint.rules.wording.same_title import same_title
from planlint.rules.wording.vague_task import vague_task

RULES: tuple[Rule, ...] = (
    invalid_toml,
    not_utf8,
    beyond_limits,
    unreadable_file,
    unknown_key,
    missing_key,
    wrong_type,
    invalid_value,
    unknown_kind,
    invalid_id,
    duplicate_id,
    confusable_id,
    unknown_reference,
    wrong_kind,
    no_parent,
    reference_cycle,
    former_reference,
    former_id_conflict,
    unknown_person,
    duplicate_reference,
    unknown_period,
    purpose_without_vision,
    vision_without_outcome,
    outcome_without_objective,
    objective_without_key_result,
    key_result_without_tactic,
    tactic_without_task,
    several_purposes,
    too_many_objectives,
    key_result_count,
    closed_parent_open_child,
    open_parent_all_done,
    tactic_is_a_task,
    no_measure,
    flat_metric,
    no_baseline,
    several_metrics,
    activity_not_result,
    vague_result,
    target_already_met,
    done_below_target,
    percent_out_of_range,
    moving_away,
    no_evidence,
    business_as_usual,
    measured_objective,
    no_commitment,
    contradicted_direction,
    no_confidence,
    step_count_as_metric,
    title_contradicts_metric,
    status_contradicts_pace,
    unknown_step,
    closed_short,
    no_due_date,
    overdue,
    due_after_parent,
    period_over,
    due_before_start,
    all_due_at_the_end,
    task_without_due,
    impossible_horizon,
    due_before_dependency,
    no_owner,
    no_assignee,
    team_as_assignee,
    inactive_person,
    too_many_open_tasks,
    ask_not_agreed,
    long_title,
    multi_line_title,
    same_title,
    placeholder,
    vague_task,
    target_weakened,
    due_postponed,
    baseline_edited,
    metric_redefined,
    key_result_dropped,
    id_reused,
    commitment_weakened,
    reopened,
    reparented,
    path_lost,
    progress_reversed,
    stale_key_result,
    slipped_again,
    activity_without_movement,
    suspect_link,
    confidence_falling,
    carried_again,
    unused_ignore,
    expired_ignore,
    unknown_code,
    ignore_without_reason,
)

_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
_BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def rule_by_code(code: str) -> Rule:
    """Return the rule with this code; `KeyError` where there is none."""
    return _BY_CODE[code]


def find_rule(text: str) -> Rule | None:
    """Return the rule with this code or name, whatever the case of its letters; None where there is none."""
    return _BY_CODE.get(text.upper()) or _BY_NAME.get(text.lower().replace("_", "-"))
