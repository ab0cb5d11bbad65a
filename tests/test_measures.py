"""PL4: is a key result one measure, and do its numbers, title and status agree?"""

# ruff: noqa: E501 - the tables read across

import re
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.rules.all_rules import RULES
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
from planlint.rules.measures.numbers import numbers
from planlint.rules.measures.objective_done_unmet import objective_done_unmet
from planlint.rules.measures.path_off_course import path_off_course
from planlint.rules.measures.percent_out_of_range import percent_out_of_range
from planlint.rules.measures.several_metrics import several_metrics
from planlint.rules.measures.status_contradicts_pace import status_contradicts_pace
from planlint.rules.measures.step_count_as_metric import step_count_as_metric
from planlint.rules.measures.target_already_met import target_already_met
from planlint.rules.measures.target_owed import target_owed
from planlint.rules.measures.title_contradicts_metric import title_contradicts_metric
from planlint.rules.measures.unknown_step import unknown_step
from planlint.rules.measures.vague_result import vague_result
from planlint.rules.rule import Rule
from planlint.rules.words import ACTIVITIES, MAINTENANCE, STEP_UNITS, VAGUE
from tests.support.planning import check
from tests.support.planning import lines as lines_of
from tests.support.rulecheck import findings

# One shape of title after the other, none of which carries two measures, is an activity, or goes on as before.
FINE = [
    "The wait from intake to keys is three weeks",
    "Graduate: Support IPv6",
    "99.95% of requests succeed within 200 ms",
    "95% of tickets are answered within 4 hours and closed within 5 days",
    "80% of tickets within 4 hours",
    "P95 latency under 300 ms",
    "P50 and P95 latency under 300 ms",
    "Latency stays under 300 ms at 10,000 users",
    "NPS from 30 to 45",
    "NPS rises from 30 to 45 and stays there",
    "Raise NPS from 30 to 45 by 30 June 2026",
    "2 of 3 teams use the portal",
    "One in five visitors signs up",
    "1 in 5 visitors signs up",
    "24/7 support in 3 languages",
    "Top 10 landlords post all vacancies",
    "Our top 5 customers and their 40 sites are migrated",
    "v1.37 ships with 0 known regressions",
    "3 RFCs accepted by 30 June 2026",
    "Between 5 and 7 days from order to delivery",
    "Orders arrive in 5 to 7 days",
    "5 nines of availability",
    "$3M ARR",
    "ARR grows from $2M to $3M",
    "10,000 users sign in every week",
    "ISO 27001 certificate without findings",
    "x86-64 and ARM64 builds take 10 minutes",
    "OAuth 2.0 and OIDC 1.0 for every customer",
    "e2e tests take 12 minutes",
    "Q3 and Q4 invoices are paid in 30 days",
    "Half of the 40 landlords answer in a day",
    "Error rate falls from 2% to 0.5% for 90% of customers",
    "Fewer than 5 incidents per quarter and no data loss",
    "No more than 3 open P1 bugs after each release",
    "20 interviews with customers of 10 or more seats",
    "30 customers in 5 countries",
    "Revenue per customer of 120 EUR after 12 months",
    "Rate of returns below 4 % in each of 3 regions",
    "4.5 stars from 200 reviews",
    "Season 2 reaches 100,000 listeners",
    "Windows 11 and macOS 15 builds are signed",
    "Every build is reproducible and signed",
    "The wait is 2 weeks and 3 days",
    "10,000 users, 500 of them paying",
    "20 customers in Berlin and 30 abroad",
]

OTHER_LANGUAGES = [
    "Die Wartezeit sinkt von 58 auf 21 Tage und 30 Familien ziehen ein",
    "Gewinne 20 neue Kunden und 30 Partner für 2 Produkte",
    "Réduire le délai de 58 à 21 jours et livrer 30 composants",
    "Maintenir 95 % de satisfaction",
    "Reduzir a espera para 21 dias e entregar 30 portais",
    "把等待时间从58天减少到21天并交付30个组件",
    "Lanzar el portal y captar 30 socios",
    "Build der App in 10 Minuten und 30 Kunden",
]


def key_result(title: str, *lines: str) -> str:
    body = "\n".join(lines)
    return f'[key_result.k]\ntitle = "{title}"\n{body}\n'


def found(rule: Rule, title: str, *lines: str) -> list[str]:
    return [message for _, _, message in findings(rule, key_result(title, *lines))]


METRIC = ("metric.name = 'm'", "metric.baseline = 1", "metric.target = 2")


def test_without_a_measure_only_the_missing_measure_is_reported() -> None:
    from planlint.config import Config
    from tests.support.planning import check

    title = "Build 2 reading rooms and train 30 readers"
    for lines, codes in (((), ["PL401"]), (METRIC, ["PL404", "PL405"])):
        report = check(key_result(title, *lines), "PL401", "PL404", "PL405", "PL417", config=Config())
        assert sorted(finding.code for finding in report.diagnostics) == codes


@pytest.mark.parametrize("title", FINE + OTHER_LANGUAGES)
@pytest.mark.parametrize("rule", [several_metrics, activity_not_result, business_as_usual], ids=lambda rule: rule.name)
def test_ordinary_titles_meet_silence(rule: Rule, title: str) -> None:
    assert found(rule, title, *METRIC) == []


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("Raise our SUS score to 76.2 and deliver 30 foundational UI components", "two … 76.2 and 30 components"),
        ("Sign 20 customers and hire 5 engineers", "two … 20 customers and 5 engineers"),
        ("20 customers and 30 partners", "two … 20 customers and 30 partners"),
        ("Grow revenue by 20% and cut costs by 10%", "two … 20% and 10%"),
        ("Reach $3M ARR and 500 customers", "two … $3M and 500 customers"),
        ("Reduce churn to 3%, raise NPS to 45", "two … 3% and 45"),
        ("Ship 3 releases and close 200 bugs", "two … 3 releases and 200 bugs"),
        ("Cut latency to 200 ms while raising throughput to 5,000 rps", "two … 200 ms and 5,000 rps"),
        ("Train 40 volunteers and open 2 shelters by June 2026", "two … 40 volunteers and 2 shelters"),
        ("Publish 12 articles and reach 10,000 readers", "two … 12 articles and 10,000 readers"),
        ("Win 5 pilots, sign 3 contracts and hire 2 people", "three … 5 pilots, 3 contracts and 2 people"),
    ],
)
def test_two_measures_in_one_title(title: str, message: str) -> None:
    assert found(several_metrics, title, *METRIC) == [message.replace("…", "measures in one key result:")]


def test_the_measure_that_the_metric_has_is_the_one_to_keep() -> None:
    plan = key_result(
        "Raise our SUS score to 76.2 and deliver 30 UI components",
        "metric.name = 'score'",
        "metric.unit = 'points'",
        "metric.baseline = 72.5",
        "metric.target = 76.2",
    )
    assert [message for _, _, message in findings(several_metrics, plan)] == [
        "two measures in one key result: 76.2 points and 30 components"
    ]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Launch the landlord portal", "Launch"),
        ("Build a portal for landlords", "Build"),
        ("Help 3 customers with their architecture", "Help"),
        ("Implement single sign-on", "Implement"),
        ("Write the handbook", "Write"),
        ("Roll out the new desk in 3 towns", "Roll out"),
        ("Kick off the pilot", "Kick off"),
        ("Organise 4 meetups", "Organise"),
        ("develop a training for volunteers", "develop"),
        ("Ship v2", "Ship"),
        ("Draft our policy", "Draft"),
        ("Conduct 20 interviews", "Conduct"),
    ],
)
def test_an_activity_is_no_result(title: str, word: str) -> None:
    assert found(activity_not_result, title, *METRIC) == [f"'{word}' says what is done, not what changes"]


@pytest.mark.parametrize(
    "title",
    [
        "Build time falls from 20 to 5 minutes",
        "Launch errors fall to five a week",
        "Help desk answers within an hour",
        "Write latency is under 5 ms",
        "Deploy frequency doubles",
        "Ship dates are kept in 9 of 10 releases",
        "Share of returning visitors rises to 40%",
        "Count of open incidents falls below 5",
        "Measure of trust rises",
        "Reports arrive on the day they are due",
        "Rate of churn falls",
        "BUILD certificates are valid everywhere",
        "Launch: landlords post vacancies themselves",
        "Building permits take two weeks",
        "Developers deploy without help",
        "Launch-day outages stay at none",
    ],
)
def test_what_only_looks_like_an_activity(title: str) -> None:
    assert found(activity_not_result, title, *METRIC) == []


def test_an_activity_with_a_measure_weighs_less() -> None:
    from planlint.config import Config
    from tests.support.planning import check

    def severities(*lines: str) -> list[str]:
        report = check({"plan.toml": key_result("Launch the portal", *lines)}, "PL405", config=Config())
        return [one.severity.label for one in report.diagnostics]

    assert severities(*METRIC) == ["info"]
    assert severities("metric.name = 'm'", "metric.target = 2") == ["warning"]
    assert severities("milestones.a = 2026-11-01", "milestones.b = 2026-12-01") == ["info"]


def test_words_of_a_team_hold_in_its_language() -> None:
    def added(name: str, built_in: tuple[str, ...]) -> tuple[str, ...]:
        return (*built_in, "onboard", "einführen von") if name == "activities" else built_in

    for title, word in (("Onboard 5 landlords", "Onboard"), ("Einführen von Übergaben", "Einführen von")):
        messages = [m for _, _, m in findings(activity_not_result, key_result(title, *METRIC), words=added)]
        assert messages == [f"'{word}' says what is done, not what changes"]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Improve the way families move in", "Improve"),
        ("Increase trust", "Increase"),
        ("Optimize onboarding", "Optimize"),
        ("Focus on quality", "Focus on"),
        ("Improve the wait from intake to keys to 21 days", None),
        ("Improve the share of families who stay to two thirds", None),
        ("Improvement suggestions come from every team", None),
        ("Increase: trust in the desk", None),
        ("Verbessern der Übergabe", None),
        ("Better-known by landlords", None),
        ("Halve the wait", None),
        ("The wait is three weeks", None),
    ],
)
def test_vague_result(title: str, word: str | None) -> None:
    assert found(vague_result, title) == ([f"'{word}' names no end that can be checked"] if word else [])


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Maintain 99.9% availability", "Maintain"),
        ("Keep families out of the shelter", "Keep"),
        ("Continue weekly visits", "Continue"),
        ("keep the lights on", "keep"),
        ("Maintenance costs fall by a third", None),
        ("Continuous delivery for all services", None),
        ("Keeping in touch gets easier", None),
        ("Keep-alive works behind proxies", None),
        ("Continued funding for three years", None),
        ("Keeper of the list is known", None),
        ("Maintainers answer within a week", None),
        ("Maintenir le niveau", None),
    ],
)
def test_business_as_usual(title: str, word: str | None) -> None:
    assert found(business_as_usual, title) == ([f"'{word}' says that it goes on as before"] if word else [])
    rail = ("metric.name = 'm'", "metric.direction = 'at-least'", "metric.target = 2")
    assert found(business_as_usual, title, *rail) == []


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Cut the wait for a home by 60%", "60%"),
        ("Reach 10,000 users", "10,000 users"),
        ("Grow to $3M ARR", "$3M"),
        ("Raise our NPS to 45 points", "45 points"),
        ("Answer within 4 hours", "4 hours"),
        ("Deploy in less than 10 minutes", "10 minutes"),
        ("Move in is a matter of weeks", None),
        ("Make the top 10 landlords of 2026 our partners", None),
        ("Win the World Cup 2026", None),
        ("Ship v2 to everyone", None),
        ("Make Kubernetes 1.30 the best release yet", None),
        ("Be ready for ISO 27001", None),
        ("Have the 1st shelter in the valley", None),
        ("Python 3 everywhere", None),
        ("Merge our 2 teams into one", None),
        ("Become a 24/7 service", None),
        ("Delight our first 3 customers", None),
        ("Prepare for the 2030 agenda", None),
        ("5G for everybody", None),
        ("Die Wartezeit um 60% senken", None),
        ("Réduire le délai de 60%", None),
        ("Be the place where 18-year-olds feel at home", None),
        ("Migrate to the cloud by Q3", None),
    ],
)
def test_measured_objective(title: str, measure: str | None) -> None:
    messages = [m for _, _, m in findings(measured_objective, f'[objective.o]\ntitle = "{title}"\n')]
    assert messages == ([f"the objective carries a measure, {measure}"] if measure else [])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("metric.unit = 'stages'", "metric.baseline = 0", "metric.target = 3"),
            "'stages' counts steps: 0 to 3 stages",
        ),
        (("metric.unit = 'stage'", "metric.baseline = 1", "metric.target = 4"), "'stage' counts steps: 1 to 4 stage"),
        (("metric.unit = 'Steps'", "metric.target = 3"), "'Steps' counts steps: 3 Steps"),
        (
            ("metric.unit = 'yes/no'", "metric.baseline = 0", "metric.target = 1"),
            "'yes/no' counts steps: 0 to 1 yes/no",
        ),
        (("metric.unit = 'done'", "metric.baseline = 0", "metric.target = 1"), "'done' counts steps: 0 to 1 done"),
        (("metric.baseline = 0", "metric.target = 1"), "0 to 1 without a unit is a yes or no, not a measure"),
        (("metric.baseline = 0", "metric.target = 1", "metric.current = 0.4"), None),
        (("metric.unit = 'portal'", "metric.baseline = 0", "metric.target = 1"), None),
        (("metric.baseline = 0", "metric.target = 2"), None),
        (("metric.unit = 'steps'", "metric.baseline = 4000", "metric.target = 10000"), None),
        (("metric.unit = 'steps'", "metric.baseline = 9", "metric.target = 3"), None),
        (("metric.unit = 'steps'", "metric.target = 3", "metric.direction = 'at-most'"), None),
        (("metric.baseline = 0", "metric.target = 1", "metric.direction = 'at-least'"), None),
        (("metric.unit = 'stepsisters'", "metric.baseline = 0", "metric.target = 3"), None),
    ],
)
def test_step_count_as_metric(lines: tuple[str, ...], message: str | None) -> None:
    messages = found(step_count_as_metric, "T", "metric.name = 'portal'", *lines)
    assert messages == ([message] if message else [])


DAYS = ("metric.name = 'wait'", "metric.unit = 'days'", "metric.baseline = 58", "metric.target = 21")
SHARE = ("metric.name = 'share'", "metric.unit = '%'", "metric.baseline = 50", "metric.target = 80")


@pytest.mark.parametrize(
    ("title", "metric", "said"),
    [
        ("The wait is 30 days", DAYS, "30 days"),
        ("Cut the wait to 20 days", DAYS, "20 days"),
        ("Cut the wait from 60 to 21 days", DAYS, None),
        ("Cut the wait from 60 days to 21 days", DAYS, "60 days"),
        ("Reduce the wait by 30 days", DAYS, "30 days"),
        ("90% of visitors return", SHARE, "90%"),
        ("The share rises to 85 percent", SHARE, "85"),
        ("The wait is 21 days", DAYS, None),
        ("The wait falls by 37 days", DAYS, None),
        ("The wait falls from 58 to 21 days", DAYS, None),
        ("The wait of 58 days is over", DAYS, None),
        ("The wait falls by 64%", DAYS, None),
        ("80 % of visitors return", SHARE, None),
        ("The share rises by 30%", SHARE, None),
        ("The share rises by 60%", SHARE, None),
        ("30 families wait three weeks", DAYS, None),
        ("The wait is three weeks by 30 June", DAYS, None),
        ("The wait is 21 days, measured over 90 days", DAYS, None),
        ("80% of visitors return within 30 days", SHARE, None),
        ("Die Wartezeit ist 30 Tage", DAYS, None),
        ("Le délai est de 30 days", DAYS, None),
        ("Rents reach 1.000 days", DAYS, "1.000 days"),
        ("The wait is 58 or 21 days", DAYS, None),
        ("The wait falls from 3 weeks (60 days) to 21 days", DAYS, None),
    ],
)
def test_title_contradicts_metric(title: str, metric: tuple[str, ...], said: str | None) -> None:
    goes = "58 to 21 days" if metric is DAYS else "50 to 80 %"
    messages = found(title_contradicts_metric, title, *metric)
    assert [message.partition(", the metric goes from ")[2] for message in messages] == ([goes] if said else [])
    assert [message.startswith(f"the title says {said}") for message in messages] == ([True] if said else [])


@pytest.mark.parametrize(
    ("written", "target", "agrees"),
    [
        ("1.000", 1000, True),
        ("1,000", 1000, True),
        ("1 000", 1000, True),
        ("1'000", 1000, True),
        ("1.000.000", 1_000_000, True),
        ("1.250,50", 1250.5, True),
        ("1,250.50", 1250.5, True),
        ("2,5", 2.5, True),
        ("2.500", 2.5, True),
        ("2 thousand", 2000, True),
        ("2k", 2000, True),
        ("1.000", 100, False),
        ("1.000.000", 1000, False),
        ("2,5", 25, False),
    ],
)
def test_numbers_are_read_as_half_of_europe_writes_them(written: str, target: float, agrees: bool) -> None:
    metric = ("metric.name = 'rent'", "metric.unit = 'euros'", "metric.baseline = 7", f"metric.target = {target}")
    assert bool(found(title_contradicts_metric, f"Rents reach {written} euros", *metric)) is not agrees


@pytest.mark.parametrize(
    "part", ["A", "A1", "1", "(", "[1 ", "1, ", "1-", "Ab ", "1 to ", "to at least ", "-", "1,000", "€"]
)
def test_a_long_title_takes_no_longer_than_its_length(part: str) -> None:
    from time import process_time

    start = process_time()
    numbers(part * (200_000 // len(part)))
    assert process_time() - start < 5  # what grows with the square of the length takes minutes


@given(
    st.lists(
        st.sampled_from(
            ["1", "000", "20", "2026", ".", ",", "'", " ", "-", "/", "%", "k", "$", " to ", "EUR ", "ms", "A", "("]
        )
    )
)
def test_every_number_in_a_title_has_a_reading_and_is_written_there(parts: list[str]) -> None:
    title = "".join(parts)
    for number in numbers(title):
        assert number.values
        assert title[number.start : number.end] == number.text


def test_a_title_without_a_unit_to_compare_is_not_judged() -> None:
    assert found(title_contradicts_metric, "30 of something", "metric.name = 'm'", "metric.target = 2") == []


@pytest.mark.parametrize(
    ("rule", "lines", "message"),
    [
        (no_measure, (), "nothing says when this key result is reached"),
        (no_measure, ("status = 'done'",), None),
        (no_measure, METRIC, None),
        (no_measure, ("milestones.a = 2026-11-01", "milestones.b = 2026-12-01"), None),
        (flat_metric, ("metric.name = 'm'", "metric.baseline = 2", "metric.target = 2.0"), "the target equals the baseline, 2"),
        (flat_metric, ("metric.name = 'm'", "metric.unit = 'd'", "metric.baseline = 2", "metric.target = 2"), "the target equals the baseline, 2 d"),
        (flat_metric, ("metric.name = 'm'", "metric.baseline = 2", "metric.target = 2", "metric.direction = 'at-least'"), None),
        (flat_metric, ("metric.name = 'm'", "metric.baseline = 2", "metric.target = 2", "metric.direction = 'increase'"), "the target equals the baseline, 2"),
        (flat_metric, ("status = 'done'", "metric.name = 'm'", "metric.baseline = 2", "metric.target = 2"), "the target equals the baseline, 2"),
        (no_baseline, ("metric.name = 'm'", "metric.target = 2"), "key_result.k goes to 2, and nothing says from where"),
        (no_baseline, ("metric.name = 'm'", "metric.target = 2", "status = 'closed'"), None),
        (no_baseline, ("metric.name = 'm'", "metric.target = 2", "metric.direction = 'at-most'"), None),
        (no_baseline, METRIC, None),
        (done_below_target, (*METRIC, "metric.current = 1.5", "status = 'done'"), "key_result.k is done at 1.5 of 2"),
        (done_below_target, (*METRIC, "metric.current = 2", "status = 'done'"), None),
        (done_below_target, (*METRIC, "metric.current = 3", "status = 'done'"), None),
        (done_below_target, (*METRIC, "metric.current = 1.5", "status = 'closed'"), None),
        (done_below_target, (*METRIC, "metric.current = 1.5", "status = 'done'", "reason = 'enough'"), None),
        (done_below_target, (*METRIC, "status = 'done'"), "key_result.k is done at ? of 2"),
        (done_below_target, ("milestones.a = 2026-11-01", "milestones.b = 2026-12-01", "reached = ['a']", "status = 'done'"), "key_result.k is done at 1 of 2 steps"),
        (done_below_target, ("status = 'done'",), None),
        (percent_out_of_range, ("metric.name = 'm'", "metric.unit = '%'", "metric.baseline = 20", "metric.target = 120"), "120 % is not a share of a whole"),
        (percent_out_of_range, ("metric.name = 'm'", "metric.unit = 'percent'", "metric.baseline = -1", "metric.target = 20"), "-1 % is not a share of a whole"),
        (percent_out_of_range, ("metric.name = 'm'", "metric.unit = '%'", "metric.baseline = 0", "metric.target = 100"), None),
        (percent_out_of_range, ("metric.name = 'm'", "metric.unit = '% of plan'", "metric.baseline = 0", "metric.target = 120"), None),
        (percent_out_of_range, ("metric.name = 'growth of revenue'", "metric.unit = '%'", "metric.baseline = 0", "metric.target = 120"), None),
        (moving_away, (*METRIC, "metric.current = 0.5"), "0.5 is further from the target of 2 than the baseline of 1"),
        (moving_away, ("metric.name = 'm'", "metric.baseline = 5", "metric.target = 2", "metric.current = 6"), "6 is further from the target of 2 than the baseline of 5"),
        (moving_away, (*METRIC, "metric.current = 1"), None),
        (moving_away, ("metric.name = 'm'", "metric.baseline = 0", "metric.target = 1e300", "metric.current = -1e24"), "-1e+24 is further from the target of 1e+300 than the baseline of 0"),
        (flat_metric, ("metric.name = 'm'", "metric.baseline = 1e22", "metric.target = 1e22"), "the target equals the baseline, 1e+22"),
        (no_baseline, ("metric.name = 'm'", "metric.target = 9007199254740993"), "key_result.k goes to 9007199254740993, and nothing says from where"),
        (moving_away, (*METRIC, "metric.current = 0.5", "metric.direction = 'at-least'"), None),
        (moving_away, (*METRIC, "metric.current = 0.5", "metric.direction = 'decrease'"), None),
        (moving_away, (*METRIC, "metric.current = 0.5", "status = 'dropped'"), None),
        (contradicted_direction, (*METRIC, "metric.direction = 'decrease'"), "the direction is decrease, and the measure goes from 1 to 2"),
        (contradicted_direction, (*METRIC, "metric.direction = 'increase'"), None),
        (contradicted_direction, (*METRIC, "metric.direction = 'at-most'"), None),
        (contradicted_direction, ("metric.name = 'm'", "metric.baseline = 2", "metric.target = 2", "metric.direction = 'increase'"), None),
        (contradicted_direction, (*METRIC, "metric.direction = 'decrease'", "status = 'done'"), "the direction is decrease, and the measure goes from 1 to 2"),
        (unknown_step, ("milestones.a = 2026-11-01", "milestones.b = 2026-12-01", "reached = ['a', 'c']"), "'c' is not a milestone of key_result.k"),
        (unknown_step, ("milestones.a = 2026-11-01", "milestones.b = 2026-12-01", "reached = ['a', 'b']"), None),
        (unknown_step, (*METRIC, "reached = ['a']"), "'a' is not a milestone of key_result.k"),
        (closed_short, (*METRIC, "metric.current = 1.5", "status = 'closed'", "commitment = 'committed'"), "key_result.k was committed and is closed at 1.5 of 2"),
        (closed_short, (*METRIC, "metric.current = 1.5", "status = 'closed'", "commitment = 'aspirational'"), None),
        (closed_short, (*METRIC, "metric.current = 1.5", "status = 'closed'", "commitment = 'committed'", "note = 'n'"), None),
        (closed_short, (*METRIC, "metric.current = 1.5", "status = 'closed'", "commitment = 'committed'", "reason = 'r'"), None),
        (closed_short, (*METRIC, "metric.current = 2", "status = 'closed'", "commitment = 'committed'"), None),
        (no_evidence, METRIC, "nothing says where key_result.k can be checked"),
        (no_evidence, (*METRIC, "evidence = 'the register'"), None),
        (no_commitment, METRIC, "nothing says how firmly key_result.k is promised"),
        (no_commitment, (*METRIC, "commitment = 'learning'"), None),
        (no_confidence, METRIC, "nobody says how likely key_result.k is"),
        (no_confidence, (*METRIC, "confidence = 0.5"), None),
    ],
)  # fmt: skip
def test_numbers_and_what_is_said_of_them(rule: Rule, lines: tuple[str, ...], message: str | None) -> None:
    assert found(rule, "T", *lines) == ([message] if message else [])


@pytest.mark.parametrize(
    ("today", "current", "expected"),
    [
        ("2026-10-20", 21, ["warning: the target of 21 days is reached, and key_result.k is open"]),
        ("2026-10-20", 20, ["warning: 20 days is past the target of 21, and key_result.k is open"]),
        ("2026-12-01", 20, ["info: 20 days is past the target of 21, and key_result.k is open"]),
        ("2026-12-01", 22, []),
    ],
)
def test_target_already_met(today: str, current: int, expected: list[str]) -> None:
    from tests.support.planning import check

    plan = f"""
        [objective.o]
        title = "O"
        period = "2026-Q4"
        [key_result.k]
        title = "K"
        objective = "o"
        metric.name = "wait"
        metric.unit = "days"
        metric.baseline = 58
        metric.target = 21
        metric.current = {current}
    """
    report = check(plan, "PL407", today=date.fromisoformat(today))
    assert [f"{one.severity.label}: {one.message}" for one in report.diagnostics] == expected
    for line in ('status = "done"', 'metric.direction = "increase"', 'metric.direction = "at-most"'):
        assert check(dedent(plan) + line, "PL407", today=date.fromisoformat(today)).diagnostics == ()


def test_all_steps_reached_and_still_open() -> None:
    steps = ("milestones.a = 2026-11-01", "milestones.b = 2026-12-01")
    message = "all 2 steps are reached, and key_result.k is open"
    assert found(target_already_met, "T", *steps, "reached = ['b', 'a']") == [message]
    assert found(target_already_met, "T", *steps, "reached = ['a']") == []


@pytest.mark.parametrize(
    ("today", "lines", "fires"),
    [
        ("2026-11-15", "metric.current = 55", True),
        ("2026-11-15", "", False),  # nothing is measured
        ("2026-11-15", "metric.current = 40", False),
        ("2026-10-15", "metric.current = 55", False),  # less than a third of its time is gone
        ("2027-01-15", "metric.current = 35", True),
        ("2026-11-15", "metric.current = 55\nstatus = 'at-risk'", False),
    ],
)
def test_status_contradicts_pace(today: str, lines: str, fires: bool) -> None:
    status = "" if "status" in lines else "status = 'on-track'\n"
    plan = f"""\
[objective.o]
title = "O"
period = "2026-Q4"
[key_result.k]
title = "K"
objective = "o"
{status}metric.name = "wait"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
{lines}
"""
    assert bool(findings(status_contradicts_pace, plan, date.fromisoformat(today))) is fires


GOING = """\
[objective.o]
title = "O"
period = "2026"
[key_result.k]
title = "K"
objective = "o"
metric.name = "wait"
metric.unit = "days"
{lines}
"""


@pytest.mark.parametrize(
    ("today", "lines", "places"),
    [
        ("2026-11-30", "metric.target_by = 2026-11-30", []),
        ("2026-12-01", "metric.target_by = 2026-11-30", ["key_result.k.metric.target_by"]),
        ("2026-12-01", "status = 'dropped'\nmetric.target_by = 2026-11-30", []),
        ("2026-12-01", "metric.target = 3", []),
    ],
)
def test_target_owed(today: str, lines: str, places: list[str]) -> None:
    found = findings(target_owed, GOING.format(lines=lines), date.fromisoformat(today))
    assert [place for _, place, _ in found] == places


def test_a_target_is_owed_by_the_guard_rail_of_an_outcome_too() -> None:
    plan = "[outcome.u]\nmetric = { name = 'complaints', direction = 'at-most', target_by = 2026-01-31 }"
    assert findings(target_owed, plan) == [
        ("PL422", "outcome.u.metric.target_by", "outcome.u was to have a target by 2026-01-31, and has none")
    ]


DOWN = "metric.baseline = 58\nmetric.target = 21\n"
UP = "metric.baseline = 0\nmetric.target = 100\n"


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        pytest.param(DOWN + "metric.path.2026-H1 = 54.3\nmetric.path.2026-Q3 = 40", [], id="on the way"),
        pytest.param(DOWN + "metric.path.2026-H1 = 58\nmetric.path.2026-Q3 = 58", [], id="it may stay where it is"),
        pytest.param(DOWN + "metric.path.2026-12-31 = 21", [], id="at its due"),
        pytest.param(DOWN + "metric.path.2026-01-01 = 58", [], id="at its start"),
        pytest.param(DOWN + "metric.path.2026-H1 = 20", ["2026-H1"], id="beyond the target"),
        pytest.param(DOWN + "metric.path.2026-H1 = 59", ["2026-H1"], id="behind the baseline"),
        pytest.param(DOWN + "metric.path.2026-Q3 = 30\nmetric.path.2026-H1 = 25", ["2026-Q3"], id="sorted by day"),
        pytest.param(UP + "metric.path.2026-Q1 = 101\nmetric.path.2026-H1 = 50", ["2026-Q1"], id="upward"),
        pytest.param(UP + "metric.path.2026-Q1 = 50\nmetric.path.2026-H1 = 40\nmetric.path.2026-Q3 = 45", ["2026-H1", "2026-Q3"], id="each behind the last that goes on"),
        pytest.param(UP + "metric.path.2025 = 10", ["2025 key"], id="before its start"),
        pytest.param(UP + "due = 2026-09-30\nmetric.path.2026 = 10", ["2026 key"], id="after its own due"),
        pytest.param(UP + "metric.path.soon = 1000", [], id="no day is PL209's"),
        pytest.param("metric.target = 100\nmetric.path.2026-H1 = 120", [], id="nothing says which way it goes"),
        pytest.param("metric.direction = 'increase'\nmetric.target = 100\nmetric.path.2026-H1 = 120", ["2026-H1"], id="a direction says it"),
        pytest.param("metric.direction = 'decrease'\nmetric.target_by = 2026-12-01\nmetric.path.2026-H1 = 9\nmetric.path.2026-Q3 = 12", ["2026-Q3"], id="without a target"),
        pytest.param("metric.direction = 'at-most'\nmetric.target = 3\nmetric.path.2026-H1 = 9", [], id="a bound"),
        pytest.param("metric.direction = 'decrease'\n" + UP + "metric.path.2026-H1 = 200", [], id="PL415 speaks"),
        pytest.param("metric.baseline = 5\nmetric.target = 5\nmetric.path.2026-H1 = 6", [], id="PL402 speaks"),
    ],
)  # fmt: skip
def test_path_off_course(lines: str, keys: list[str]) -> None:
    found = findings(path_off_course, GOING.format(lines=lines))
    assert [place.removeprefix("key_result.k.metric.path.") for _, place, _ in found] == keys


@pytest.mark.parametrize(
    ("more", "unmet"),
    [
        ('[key_result.k]\nobjective = "o"\nmetric = { baseline = 0, target = 10, current = 9 }', ["k"]),
        ('[key_result.k]\nobjective = "o"\nmetric = { baseline = 0, target = 10, current = 10 }', []),
        ('[key_result.k]\nobjective = "o"\nmetric = { baseline = 0, target = 10 }', ["k"]),
        ('[key_result.k]\nobjective = "o"\nstatus = "dropped"', []),
        ('[key_result.k]\nobjective = "o"\nstatus = "closed"\nmetric = { baseline = 0, target = 10, current = 9 }', ["k"]),
        ('[key_result.k]\nobjective = "o"\nmilestones = { a = "undated" }', ["k"]),
        ('[key_result.k]\nobjective = "o"\nmilestones = { a = "undated" }\nreached = ["a"]', []),
        ('[key_result.k]\nobjective = "o"\nmetric = { direction = "at-most", target = 1, current = 1 }', []),
        ('[key_result.k]\nobjective = "o"\nmetric = { direction = "at-most", target = 1, current = 2 }', ["k"]),
        ('[key_result.k]\nobjective = "o"\n[key_result.l]\nobjective = "o"\nstatus = "done"', ["k"]),
    ],
)  # fmt: skip
def test_objective_done_unmet(more: str, unmet: list[str]) -> None:
    def found(head: str) -> list[str]:
        return [message for _, _, message in findings(objective_done_unmet, f"[objective.o]\n{head}\n{more}")]

    counted = "1 key result is" if len(unmet) == 1 else f"{len(unmet)} key results are"
    told = [f"objective.o is done, and {counted} not met: {', '.join(unmet)}"] if unmet else []
    assert found('status = "done"') == told
    assert found('status = "done"\nreason = "the rest is not needed"') == found('status = "closed"') == []


@pytest.mark.parametrize(
    ("measure", "help"),
    [
        (
            DOWN + "metric.current = 20",
            'set status = "done", or a target that asks for more; what has to hold to the end is a guard-rail: metric.direction = "at-most"',
        ),
        (
            UP + "metric.current = 100",
            'set status = "done", or a target that asks for more; what has to hold to the end is a guard-rail: metric.direction = "at-least"',
        ),
        (
            'milestones = { a = "undated" }\nreached = ["a"]',
            'set status = "done", or add the step that is still to come',
        ),
    ],
)
def test_what_is_reached_early_is_done_or_asks_for_more_or_has_to_hold(measure: str, help: str) -> None:
    plan = GOING.format(lines=measure)
    if "milestones" in measure:
        plan = plan.replace('metric.name = "wait"\nmetric.unit = "days"\n', "")
    found = check(plan, "PL407", today=date(2026, 6, 1))
    assert [(one.severity.label, one.help) for one in found.diagnostics] == [("warning", help)]
    assert [one.severity.label for one in check(plan, "PL407", today=date(2026, 8, 1)).diagnostics] == ["info"]


def test_the_examples_of_a_measure_are_measures() -> None:
    plan = '[objective.o]\ntitle = "O"\nperiod = "2026"\n[key_result.k]\ntitle = "K"\nobjective = "o"\n'
    asked = [rule.code for rule in RULES if rule.code[:3] in ("PL1", "PL4", "PL5") and rule.default]
    (found,) = check(plan, "PL401").diagnostics
    _, number, step = re.split(r": (?=m)", found.help or "")
    for written in (number.partition(";")[0].replace(", ", "\n"), step):
        assert lines_of(check(plan + written, *asked)) == []


@pytest.mark.parametrize(
    ("steps", "reached", "told"),
    [
        ("a = 2026-08-01, b = 2026-09-01", '["a"]', None),  # b is overdue, and that is said
        ('a = 2026-08-01, b = "undated"', '["a"]', "date the step 'b'"),
        ('a = "undated", b = "undated", c = "undated"', '["a"]', "date the step 'b'"),
    ],
)
def test_on_track_with_steps_asks_for_what_is_missing(steps: str, reached: str, told: str | None) -> None:
    plan = f"""\
[objective.o]
title = "O"
due = 2026-10-01
[key_result.k]
title = "K"
objective = "o"
milestones = {{ {steps} }}
status = "on-track"
reached = {reached}
"""
    helps = [one.help or "" for one in check(plan, "PL419").diagnostics]
    assert [help.partition(",")[0] for help in helps] == ([] if told is None else [told])


def test_the_word_lists_are_closed_lower_case_and_say_nothing_twice() -> None:
    for words in (ACTIVITIES, VAGUE, MAINTENANCE, STEP_UNITS):
        assert all(word == word.casefold().strip() for word in words)
        assert len(set(words)) == len(words)
    assert not {"share", "count", "measure", "report", "rate"} & set(ACTIVITIES)
