"""What is promised from when on, and what excuses that it is weaker: items and reasons, followed through commits."""

from datetime import date

import pytest

from planlint.config import Config
from planlint.diagnostic import Diagnostic, Place, Severity
from planlint.lint import RuleSelection
from planlint.lint.changes import judge
from planlint.lint.excuses import Rejected
from planlint.rules.rule import EXAMPLE_DAY
from planlint.text import Span
from tests.support.diffing import ON_CHANGES, compare
from tests.support.ranges import Made, judgements, lines, ranged

WAIT = """
[objective.faster]
title = "Weeks, not months"
period = "2026-H2"

[key_result.wait]
title = "Three weeks"
objective = "faster"
metric.name = "days to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
"""
CHAIN = """
[purpose.p]
title = "P"
[vision.v]
title = "V"
purpose = "p"
[outcome.o]
title = "O"
vision = "v"
[objective.b]
title = "B"
outcome = "o"
period = "2026-H2"
"""


def target(number: int, text: str = WAIT) -> str:
    assert "metric.target = 21" in text
    return text.replace("metric.target = 21", f"metric.target = {number}")


def with_line(line: str, text: str = WAIT, header: str = "[key_result.wait]") -> str:
    return text.replace(header, f"{header}\n{line}")


def renamed(text: str) -> str:
    return text.replace("[key_result.wait]", '[key_result.keys]\nformerly = ["wait"]')


LOWERED = target(57)
WITHOUT = WAIT[: WAIT.index("[key_result")]


class TestAReasonOnTheItem:
    def test_excuses_the_items_whole_change(self) -> None:
        why = 'reason = "the office moved"'
        new = with_line("due = 2027-02-28", with_line(why, LOWERED)).replace("58", "60").replace('"days"', '"weeks"')
        assert lines(compare(WAIT, new)) == [
            "I PL802 key_result.wait because the office moved",
            "I PL804 key_result.wait because the office moved",
            "I PL803 key_result.wait because the office moved",
            "I PL801 key_result.wait because the office moved",
        ]

    def test_has_to_be_a_new_one(self) -> None:
        why = 'reason = "the office moved"'
        assert lines(compare(with_line(why), with_line(why, LOWERED))) == ["E PL801 key_result.wait"]

    def test_that_does_not_count_is_told(self) -> None:
        old = with_line('reason = "the office moved"')
        for text, why in (("the office moved", "was there before"), ("TBD", "holds the place of one")):
            (one,) = judgements(compare(old, with_line(f'reason = "{text}"', LOWERED)))
            assert one.finding.help == (
                "say why: `reason` on the item, or a line `Plan-Reason: WHY` in the commit's message; "
                f"the `reason` on the item {why}"
            )

    @pytest.mark.parametrize("text", ["WHY", "tbd", ".", " ", "<why>"])
    def test_has_to_say_something(self, text: str) -> None:
        assert lines(compare(WAIT, with_line(f'reason = "{text}"', LOWERED))) == ["E PL801 key_result.wait"]

    def test_on_the_objective_is_none_for_a_target_below_it(self) -> None:
        new = with_line('reason = "the office moved"', LOWERED, "[objective.faster]")
        assert lines(compare(WAIT, new)) == ["E PL801 key_result.wait"]

    def test_on_the_objective_excuses_what_follows_from_its_own_fields(self) -> None:
        why = 'reason = "the office moved"'
        for change in ('status = "dropped"', 'status = "closed"', 'status = "done"'):
            new = with_line(f"{why}\n{change}", header="[objective.faster]")
            assert lines(compare(WAIT, new)) == ["I PL805 objective.faster because the office moved"]
        later = with_line(why, WAIT, "[objective.faster]").replace("2026-H2", "2027-H1")
        assert lines(compare(WAIT, later)) == ["I PL802 objective.faster because the office moved"]

    def test_in_a_periods_table_excuses_what_its_dates_move(self) -> None:
        old = WAIT + "[period.2026-H2]\nstart = 2026-07-01\nend = 2026-12-31\n"
        new = old.replace("2026-12-31", '2027-03-31\nreason = "the flood"')
        assert lines(compare(old, new)) == ["I PL802 period.2026-H2 because the flood"]


class TestAReasonInAMessage:
    def test_excuses_what_its_commit_changed(self) -> None:
        (one,) = judgements(ranged(WAIT, Made(LOWERED, "Lower it\n\nPlan-Reason: the office moved")))
        assert (one.finding.severity, one.reason, one.commit and one.commit.oid) == (
            Severity.INFO,
            "the office moved",
            "1",
        )

    def test_is_none_for_a_larger_step_that_follows(self) -> None:
        rounding = Made(target(22), "Round\n\nPlan-Reason: rounding")
        assert lines(ranged(WAIT, rounding, Made(LOWERED))) == ["E PL801 key_result.wait"]

    def test_holds_while_the_promise_becomes_stronger_again(self) -> None:
        lower = Made(LOWERED, "Lower\n\nPlan-Reason: the office moved")
        assert lines(ranged(WAIT, lower, Made(target(30)))) == ["I PL801 key_result.wait because the office moved"]

    def test_of_a_step_that_asks_for_more_excuses_nothing(self) -> None:
        more = Made(target(18), "More\n\nPlan-Reason: we want more")
        (one,) = judgements(ranged(WAIT, more, Made(LOWERED)))
        assert one.reason is None
        assert [(miss.text, miss.why) for miss in one.rejected] == [
            ("we want more", "key_result.wait promises less since")
        ]

    def test_speaks_for_the_items_its_commit_changes_as_they_are_after_it(self) -> None:
        silent = Made(LOWERED, "Lower")
        report = Made(LOWERED.replace("current = 40", "current = 44"), "Report\n\nPlan-Reason: agreed with the board")
        assert lines(ranged(WAIT, silent, report)) == ["I PL801 key_result.wait because agreed with the board"]

    def test_in_a_commit_that_changes_nothing_of_the_item_does_not_count(self) -> None:
        (one,) = judgements(ranged(WAIT, Made(LOWERED), Made(LOWERED, "Why\n\nPlan-Reason: the office moved")))
        assert [(miss.text, miss.commit.oid, miss.why) for miss in one.rejected] == [
            ("the office moved", "2", "its commit changes nothing of key_result.wait")
        ]
        assert one.commit is not None
        assert one.commit.oid == "1"
        assert one.finding.help == (
            "say why: `reason` on the item, or amend `1` with a line `Plan-Reason: WHY`; a reason that does not count: "
            "'the office moved' in `2`: its commit changes nothing of key_result.wait"
        )

    @pytest.mark.parametrize("name", ["wait", "key_result.wait"])
    def test_may_name_the_item(self, name: str) -> None:
        made = Made(LOWERED, f"Lower\n\nPlan-Reason({name}): the office moved")
        assert lines(ranged(WAIT, made)) == ["I PL801 key_result.wait because the office moved"]

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("faster", "it is for faster"),
            ("objective.faster", "it is for objective.faster"),
            ("Wait", "there is no item 'Wait'"),
            ("", "there is no item ''"),
        ],
    )
    def test_for_another_item_does_not_count(self, name: str, why: str) -> None:
        (one,) = judgements(ranged(WAIT, Made(LOWERED, f"Lower\n\nPlan-Reason({name}): the office moved")))
        assert [(miss.text, miss.why) for miss in one.rejected] == [("the office moved", why)]

    def test_that_misses_its_form_is_listed(self) -> None:
        (one,) = judgements(
            ranged(WAIT, Made(LOWERED, "Plan-Reason: a flood\n\nPlan Reason: a drought\nPlan-Reason: TBD"))
        )
        assert [(miss.text, miss.why) for miss in one.rejected] == [
            ("a flood", "it stands in the subject"),
            ("TBD", "it is a placeholder"),
            ("a drought", "'Plan Reason' is not 'Plan-Reason'"),
        ]

    def test_for_a_move_is_none_for_a_deletion(self) -> None:
        moved = {"plan/a.toml": WITHOUT, "plan/b.toml": WAIT[len(WITHOUT) :]}
        made = ranged(
            {"plan/a.toml": WAIT},
            Made(moved, "A file of its own\n\nPlan-Reason: files had become long"),
            Made({"plan/a.toml": WITHOUT}),
        )
        assert lines(made) == ["E PL805 key_result.wait"]

    def test_for_a_move_is_none_for_what_went_before_it(self) -> None:
        made = ranged(
            {"plan/a.toml": WAIT},
            Made({"plan/a.toml": LOWERED}),
            Made({"plan/b.toml": LOWERED}, "Move\n\nPlan-Reason: files had become long"),
        )
        assert lines(made) == ["E PL801 key_result.wait"]

    def test_counts_wherever_the_file_stood_then(self) -> None:
        made = ranged(
            {"plan/a.toml": WAIT},
            Made({"plan/tmp.toml": WAIT}),
            Made({"plan/tmp.toml": LOWERED}, "Lower\n\nPlan-Reason: stairs"),
            Made({"plan/end.toml": LOWERED}),
        )
        assert lines(made) == ["I PL801 key_result.wait because stairs"]

    def test_for_being_gone_is_none_once_the_item_is_back(self) -> None:
        out = Made(WITHOUT, "Take it out\n\nPlan-Reason: it will be written anew")
        assert lines(ranged(WAIT, out)) == ["I PL805 key_result.wait because it will be written anew"]
        (one,) = judgements(ranged(WAIT, out, Made(LOWERED)))
        assert one.finding.code == "PL801"
        assert [miss.why for miss in one.rejected] == ["it speaks for key_result.wait being gone"]

    def test_of_a_dropping_holds_when_the_item_is_removed_later(self) -> None:
        drop = Made(with_line('status = "dropped"'), "Drop\n\nPlan-Reason: no flats")
        assert lines(ranged(WAIT, drop, Made(WITHOUT))) == ["I PL805 key_result.wait because no flats"]

    def test_may_use_the_name_of_its_commit_or_of_the_head(self) -> None:
        for name in ("lent", "keys"):
            middle = LOWERED.replace("[key_result.wait]", '[key_result.lent]\nformerly = ["wait"]')
            end = LOWERED.replace("[key_result.wait]", '[key_result.keys]\nformerly = ["lent", "wait"]')
            made = ranged(WAIT, Made(middle, f"Lower\n\nPlan-Reason({name}): stairs"), Made(end))
            assert lines(made) == ["I PL801 key_result.keys because stairs"]

    def test_of_what_is_not_committed_yet_there_is_none(self) -> None:
        made = ranged(WAIT, Made(target(22), "Round\n\nPlan-Reason: rounding"), head=LOWERED)
        (one,) = judgements(made)
        assert (one.reason, one.commit) == (None, None)
        assert "in the commit's message" in (one.finding.help or "")


class TestMerges:
    def test_the_file_moved_on_the_other_side(self) -> None:
        made = ranged(
            {"plan/b.toml": WAIT},
            Made({"plan/a.toml": LOWERED}, "Lower\n\nPlan-Reason: stairs", ("fork",)),
            Made({"plan/b.toml": LOWERED}, "Merge", ("base", "1")),
            outside={"fork": {"plan/a.toml": WAIT}},
        )
        assert lines(made) == ["I PL801 key_result.wait because stairs"]

    def test_the_id_was_renamed_on_the_other_side(self) -> None:
        made = ranged(
            renamed(WAIT),
            Made(LOWERED, "Lower\n\nPlan-Reason(wait): stairs", ("fork",)),
            Made(renamed(LOWERED), "Merge", ("base", "1")),
            outside={"fork": WAIT},
        )
        assert lines(made) == ["I PL801 key_result.keys because stairs"]

    def test_a_merge_answers_for_its_own_step(self) -> None:
        theirs, mine = WAIT.replace("current = 40", "current = 38"), WAIT.replace("current = 40", "current = 39")
        for message, finding in [
            ("Merge\n\nPlan-Reason: agreed", "I PL801 key_result.wait because agreed"),
            ("Merge", "E PL801 key_result.wait"),
        ]:
            made = ranged(
                theirs,
                Made(mine, "Mine\n\nPlan-Reason: measured anew", ("fork",)),
                Made(target(30, mine), message, ("base", "1")),
                outside={"fork": WAIT},
            )
            assert lines(made) == [finding]

    def test_a_merge_that_takes_over_one_side_changes_nothing(self) -> None:
        made = ranged(
            WAIT,
            Made(LOWERED, "Lower", ("base",)),
            Made(LOWERED.replace('title = "Weeks', 'title = "Few weeks'), "Merge\n\nPlan-Reason: tidy", ("base", "1")),
        )
        (one,) = judgements(made)
        assert [miss.why for miss in one.rejected] == ["its commit changes nothing of key_result.wait"]
        assert one.commit is not None
        assert one.commit.oid == "1"


class TestFromWhenOnItIsPromised:
    PLANNED = WAIT.replace("2026-H2", "2027")

    def test_what_has_not_begun_has_promised_nothing(self) -> None:
        assert lines(ranged(self.PLANNED, Made(target(57, self.PLANNED)))) == []

    def test_what_begins_in_the_range_has_promised_what_stood_then(self) -> None:
        begun = with_line('status = "on-track"', self.PLANNED)
        assert lines(ranged(self.PLANNED, Made(begun), Made(target(57, begun)))) == ["E PL801 key_result.wait"]
        assert lines(ranged(self.PLANNED, Made(target(57, begun)))) == []
        made = ranged(self.PLANNED, Made(begun), Made(target(57, begun), "Lower\n\nPlan-Reason: stairs"))
        assert lines(made) == ["I PL801 key_result.wait because stairs"]

    def test_what_is_begun_and_taken_back_in_one_range_is_told_of(self) -> None:
        begun = with_line('status = "on-track"', self.PLANNED)
        assert lines(ranged(self.PLANNED, Made(begun), Made(self.PLANNED))) == ["E PL812 key_result.wait"]
        gone = self.PLANNED[: self.PLANNED.index("[key_result")]
        (one,) = judgements(ranged(self.PLANNED, Made(begun), Made(gone)))
        assert (one.finding.code, one.finding.place.path) == ("PL805", "plan.toml")

    @pytest.mark.parametrize("parents", [("base", "1"), ("1", "base")])
    def test_what_main_has_set_back_did_not_begin_on_an_older_branch(self, parents: tuple[str, str]) -> None:
        begun = with_line('status = "on-track"', self.PLANNED)
        task = '[task.call]\ntitle = "Call"\ntactic = "desk"\n'
        made = ranged(
            self.PLANNED + task,
            Made(begun, "Call nobody", ("fork",)),
            Made(self.PLANNED, "Merge", parents),
            outside={"fork": begun + task},
        )
        assert lines(made) == []

    def test_what_an_older_branch_begins_anew_has_promised_what_stood_then(self) -> None:
        begun = with_line('status = "on-track"', self.PLANNED)
        made = ranged(
            self.PLANNED,
            Made(self.PLANNED, "Plan anew", ("fork",)),
            Made(begun, "Begin"),
            Made(target(57, begun), "Lower"),
            Made(target(57, begun), "Merge", ("base", "3")),
            outside={"fork": begun},
        )
        assert lines(made) == ["E PL801 key_result.wait"]

    def test_what_only_the_range_has_has_promised_nothing(self) -> None:
        assert lines(ranged(WITHOUT, Made(WAIT), Made(LOWERED))) == []

    def test_begun_work_cannot_be_un_begun_lowered_and_begun_again(self) -> None:
        old = with_line(
            'status = "on-track"', WAIT.replace('period = "2026-H2"\n', "").replace("metric.current = 40", "")
        )
        planned = old.replace("on-track", "planned")
        made = ranged(
            old,
            Made(planned, "Plan anew\n\nPlan-Reason: the board wants another plan"),
            Made(target(57, planned)),
            Made(target(57, old)),
        )
        assert lines(made) == ["E PL801 key_result.wait"]


class TestWhatSuppresses:
    def shown(self, code: str, key: str | None, severity: Severity = Severity.ERROR) -> Diagnostic:
        return Diagnostic(
            Place("plan.toml", Span(0, 0)), code, "a-rule", severity, "so", item="key_result.wait", key=key
        )

    def codes(self, old: str, new: str, *reported: Diagnostic) -> list[str]:
        found = judge(compare(old, new), Config(), RuleSelection(ON_CHANGES), EXAMPLE_DAY, reported=reported)
        return [one.finding.code for one in found]

    def test_an_error_that_is_shown_of_the_same_value_is_not_said_twice(self) -> None:
        new = WAIT.replace("metric.target = 21", 'metric.target = "21"')
        assert self.codes(WAIT, new) == ["PL801"]
        assert self.codes(WAIT, new, self.shown("PL103", "metric.target")) == []
        assert self.codes(WAIT, new, self.shown("PL103", "metric")) == []

    def test_any_other_error_exempts_nothing(self) -> None:
        assert self.codes(WAIT, LOWERED, self.shown("PL101", "ownr")) == ["PL801"]
        assert self.codes(WAIT, LOWERED, self.shown("PL402", "metric.target")) == ["PL801"]

    def test_what_a_comment_waives_silences_nothing(self) -> None:
        other = LOWERED.replace('unit = "days"', 'unit = "days."  # planlint: ignore[PL804] -- spelling')
        assert lines(compare(WAIT, other)) == ["E PL801 key_result.wait"]
        assert lines(compare(WAIT, other.replace("PL804", "PL999"))) == ["E PL804 key_result.wait"]

    def test_a_rule_is_off_where_both_sides_say_so(self) -> None:
        found = compare(WAIT, LOWERED)
        off = Config(per_file_ignores={"*.toml": ("PL8",)})
        assert lines(found, config=off, base=Config()) == ["E PL801 key_result.wait"]
        assert lines(found, config=Config(), base=off) == ["E PL801 key_result.wait"]
        assert lines(found, config=off, base=off) == []
        for selected in (frozenset({"PL801"}), frozenset[str]()):
            judged = judge(found, Config(), RuleSelection(selected), EXAMPLE_DAY)
            assert [one.finding.code for one in judged] == sorted(selected)

    def test_it_is_lighter_where_both_sides_say_so(self) -> None:
        found = compare(WAIT, LOWERED)
        light = Config(severity={"PL801": Severity.WARNING})
        assert lines(found, config=light, base=Config()) == ["E PL801 key_result.wait"]
        assert lines(found, config=Config(), base=light) == ["E PL801 key_result.wait"]
        assert lines(found, config=light, base=light) == ["W PL801 key_result.wait"]

    def test_moving_to_where_rules_are_off_is_no_way_out(self) -> None:
        found = compare({"plan/a.toml": WAIT}, {"plan/a.toml": WITHOUT, "plan/old/b.toml": LOWERED[len(WITHOUT) :]})
        off = Config(per_file_ignores={"plan/old/**": ("PL",)})
        assert lines(found, config=off) == ["E PL801 key_result.wait"]

    def test_moving_into_the_archive_is_giving_up(self) -> None:
        found = compare({"plan/a.toml": WAIT}, {"plan/a.toml": WITHOUT, "plan/old/b.toml": WAIT[len(WITHOUT) :]})
        archive = Config(archive=("plan/old/**",))
        (one,) = judgements(found, config=archive)
        assert (one.finding.code, one.finding.message) == (
            "PL805",
            "key_result.wait is in the archive now (plan/old/b.toml), open and at 40 of 21 days",
        )
        assert lines(found) == []

    def test_a_reason_for_moving_into_the_archive(self) -> None:
        item, archive = WAIT[len(WITHOUT) :], Config(archive=("plan/old/**",))
        why, tagged = "\n\nPlan-Reason: it is over", with_line('tags = ["x"]', item)
        live, over, over_tagged, over_because = (
            {"plan/a.toml": WITHOUT + tagged},
            *(
                {"plan/a.toml": WITHOUT, "plan/old/b.toml": text}
                for text in (item, tagged, with_line('reason = "it is over"', item))
            ),
        )
        for commits, found in (
            ([Made(over, "Archive")], "E PL805 key_result.wait"),
            ([Made(over, f"Archive{why}")], "I PL805 key_result.wait because it is over"),
            ([Made(over_because, "Archive")], "I PL805 key_result.wait because it is over"),
            ([Made(over, "Archive"), Made(over_tagged, f"Tag{why}")], "E PL805 key_result.wait"),
            ([Made(live, f"Tag{why}"), Made(over_tagged, "Archive")], "E PL805 key_result.wait"),
        ):
            assert lines(ranged({"plan/a.toml": WAIT}, *commits), config=archive, base=archive) == [found]

    def test_the_archive_is_not_judged(self) -> None:
        assert lines(compare(WAIT, LOWERED), config=Config(archive=("plan.toml",))) == []


class TestOneCauseOneFinding:
    def test_given_up_and_weakened_in_one_range(self) -> None:
        new = with_line('status = "dropped"\ndue = 2027-03-01', target(57, WAIT.replace("58", "90")))
        assert lines(compare(WAIT, new)) == ["E PL805 key_result.wait"]

    def test_given_up_by_the_objective(self) -> None:
        new = with_line('status = "done"', target(30), "[objective.faster]")
        (one,) = judgements(compare(WAIT, new))
        assert (one.finding.code, one.item, one.rests) == ("PL805", "objective.faster", ("key_result.wait",))

    def test_served_by_what_has_ended(self) -> None:
        old = WAIT + '[objective.other]\ntitle = "Done long ago"\nstatus = "done"\n'
        new = old.replace('objective = "faster"', 'objective = "other"')
        (one,) = judgements(compare(old, new))
        assert one.finding.message == "key_result.wait serves only what has ended, open and at 40 of 21 days"

    def test_a_later_period_is_told_once(self) -> None:
        old = WAIT + '[key_result.portal]\ntitle = "P"\nobjective = "faster"\nmilestones.pilot = 2026-11-30\n'
        (one,) = judgements(compare(old, old.replace("2026-H2", "2027-H1")))
        assert one.finding.message == (
            "objective.faster moves from 2026-12-31 to 2027-06-30, 181 days later, and 1 item rests on it"
        )

    def test_a_table_takes_the_place_of_a_calendar_form(self) -> None:
        table = "[period.2026-H2]\nstart = 2026-07-01\nend = 2027-12-31\n"
        (one,) = judgements(compare(WAIT, WAIT + table))
        assert (one.item, one.finding.message) == (
            "period.2026-H2",
            "period.2026-H2 ends on 2027-12-31 and not on 2026-12-31, 365 days later, and 2 items rest on it",
        )
        short = WAIT + table.replace("2027-12-31", "2026-10-31")
        (one,) = judgements(compare(short, WAIT))
        assert (one.item, one.finding.place.source is not None) == ("period.2026-H2", True)

    def test_a_period_that_begins_later(self) -> None:
        old = WAIT.replace('"2026-H2"', '"h2"') + "[period.h2]\nstart = 2026-07-01\nend = 2026-12-31\n"
        assert lines(compare(old, old.replace("2026-07-01", "2026-12-30"))) == ["E PL812 period.h2"]

    def test_a_start_after_today(self) -> None:
        assert lines(compare(WAIT, with_line("start = 2026-12-30"))) == ["E PL802 key_result.wait"]
        assert lines(compare(WAIT, with_line("start = 2026-10-14"))) == []

    def test_a_lighter_finding_silences_no_heavier_one(self) -> None:
        old = with_line('due = 2026-11-30\nstatus = "on-track"', WAIT.replace("metric.current = 40", ""))
        old = old.replace("2026-H2", "2027")
        new = old.replace("2026-11-30", "2026-12-01").replace("on-track", "planned")
        assert lines(compare(old, new)) == ["W PL802 key_result.wait", "E PL812 key_result.wait"]

    def test_another_key_result_under_the_same_id(self) -> None:
        new = WAIT.replace("Three weeks", "Letters are sent").replace("days to keys", "letters sent")
        new = new.replace('"days"', '"letters"').replace("58", "0").replace("= 21", "= 140")
        assert lines(compare(WAIT, new)) == ["E PL806 key_result.wait"]
        assert lines(compare(WAIT, LOWERED.replace("Three weeks", "Eight weeks"))) == ["E PL801 key_result.wait"]

    def test_a_unit_in_another_spelling_is_the_same(self) -> None:
        for unit in ("Days", " days", "DAYS ", "d ays"):
            new = WAIT.replace('"days"', f'"{unit}"').replace("58", "60")
            assert lines(compare(WAIT, new)) == ["E PL803 key_result.wait"]

    def test_an_excused_unit_lets_the_numbers_be_judged(self) -> None:
        unit = WAIT.replace('"days"', '"weeks"')
        made = ranged(WAIT, Made(unit, "Weeks\n\nPlan-Reason: weeks are easier"), Made(target(57, unit)))
        assert lines(made) == ["I PL804 key_result.wait because weeks are easier", "E PL801 key_result.wait"]

    def test_the_purpose_went(self) -> None:
        new = CHAIN.replace('[purpose.p]\ntitle = "P"\n', "").replace('purpose = "p"\n', "")
        (one,) = judgements(compare(CHAIN, new))
        assert one.finding.message == "purpose.p is gone, and 3 items no longer reach a purpose"


class TestGivingUp:
    @pytest.mark.parametrize(
        ("today", "line", "found"),
        [
            (date(2026, 12, 21), 'note = "the stairs took longer"', ["I PL805 key_result.wait"]),
            (date(2026, 12, 18), 'note = "the stairs took longer"', ["I PL805 key_result.wait"]),
            (date(2026, 12, 17), 'note = "the stairs took longer"', ["E PL805 key_result.wait"]),
            (date(2026, 12, 21), "", ["E PL805 key_result.wait"]),
            (date(2026, 12, 21), 'note = " "', ["E PL805 key_result.wait"]),
            (date(2026, 12, 31), "", []),
        ],
    )
    def test_closing_time(self, today: date, line: str, found: list[str]) -> None:
        assert lines(compare(WAIT, with_line(f'status = "closed"\n{line}')), today=today) == found

    def test_a_note_from_before_is_no_new_sentence(self) -> None:
        old = with_line('note = "so it is"')
        assert lines(compare(old, old.replace("note", 'status = "closed"\nnote')), today=date(2026, 12, 21)) == [
            "E PL805 key_result.wait"
        ]

    def test_closing_time_excuses_no_weaker_target(self) -> None:
        new = with_line(
            'status = "closed"\nnote = "the stairs took longer"', LOWERED.replace("current = 40", "current = 58")
        )
        assert lines(compare(WAIT, new), today=date(2026, 12, 21)) == ["E PL805 key_result.wait"]

    def test_done_without_a_number(self) -> None:
        old = WAIT.replace("metric.current = 40", "")
        assert lines(compare(old, with_line('status = "done"', old))) == ["E PL805 key_result.wait"]
        assert lines(compare(WAIT, with_line('status = "done"', WAIT.replace("40", "20")))) == []

    def test_a_guard_rail_that_holds(self) -> None:
        old = (
            WAIT
            + '[key_result.kept]\ntitle = "K"\nobjective = "faster"\nmetric.name = "kept"\nmetric.target = 90\n'
            + 'metric.direction = "at-least"\nmetric.current = 93\n'
        )
        assert lines(compare(old, WAIT)) == ["E PL805 key_result.kept"]
        assert lines(compare(old, old.replace('metric.direction = "at-least"\n', ""))) == ["E PL804 key_result.kept"]

    def test_work_under_way_that_is_gone(self) -> None:
        work = '[task.list]\ntitle = "List them"\nstatus = "doing"\n'
        assert lines(compare(WAIT + work, WAIT)) == ["W PL813 task.list"]
        assert lines(compare(WAIT + work.replace("doing", "todo"), WAIT)) == []
        assert (
            lines(compare(WAIT + work, WAIT + work.replace("task.list", "tactic.lists").replace("doing", "planned")))
            == []
        )


def test_a_reason_that_does_not_count_says_where_it_stands() -> None:
    (one,) = judgements(ranged(WAIT, Made(LOWERED, "Lower\n\nPlan-Reason(faster): stairs")))
    assert one.commit is not None
    assert one.rejected == (Rejected("stairs", one.commit, "it is for faster"),)


def test_reasons_of_commits_that_change_the_item_are_named_first() -> None:
    others = [Made(LOWERED, f"Note\n\nPlan-Reason(else-{number}): stairs") for number in range(3)]
    (one,) = judgements(ranged(WAIT, Made(target(22), "Round\n\nPlan-Reason: rounding"), Made(LOWERED), *others))
    assert [miss.text for miss in one.rejected] == ["rounding", "stairs", "stairs", "stairs"]
    assert one.rejected[0].why == "key_result.wait promises less since"
