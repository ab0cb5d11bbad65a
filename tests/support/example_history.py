"""A history for the small example: a season from its promise to an evening in November, the same on every machine."""

from pathlib import Path

from tests.conftest import Repo

TODAY = "2026-11-23"
PLAN = (Path(__file__).parent.parent.parent / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
MARTA = {"NAME": "Marta Lenz", "EMAIL": "marta@example.org"}
YUSUF = {"NAME": "Yusuf Aydin", "EMAIL": "yusuf@example.org"}
LOU = {"NAME": "Lou Brandt", "EMAIL": "lou@example.org"}


class Season:
    """The plan as it was changed step by step, each step a commit."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        # What the example holds, taken back to what was agreed before the season; one measure stays without a value.
        self._text = PLAN.replace("#:schema ../../schemas/plan.schema.json\n", "")
        self._set(
            ("metric.target = 14\n", "metric.target = 10\n"),
            ("metric.current = 31\n", ""),
            (
                'confidence = 0.7\nnote = "The autumn fair brought in thirty frames; most of them only need brakes."\n',
                "confidence = 0.8\n",
            ),
            ("2027-02-28\n", "2027-01-31\n"),
            (
                'milestones.doors-open = 2027-04-10\nowner = "yusuf"\nreached = ["lease-signed"]\n',
                'milestones.doors-open = 2027-03-15\nowner = "yusuf"\n',
            ),
            ("[key_result.come-again]", "[key_result.second-visit]"),
            ('["come-again", ', '["second-visit", '),
            ("metric.current = 48\n", ""),
            ('status = "at-risk"\nnote = "Two trainees moved away; Yusuf is asking at the cycling club."\n', ""),
            ("metric.current = 3\n", ""),
            ('status = "done"\n', 'status = "todo"\n'),
            ('status = "doing"\n', 'status = "todo"\n'),
        )

    def _set(self, *changes: tuple[str, str]) -> None:
        for before, after in changes:
            assert before in self._text, before
            self._text = self._text.replace(before, after, 1)

    def commit(self, day: str, who: dict[str, str], message: str, *changes: tuple[str, str]) -> str:
        """Change the plan and commit it."""
        self._set(*changes)
        return self._repo.commit({"plan.toml": self._text}, message, f"{day}T18:00:00+00:00", who)


def build(repo: Repo) -> dict[str, str]:
    """Make the history, and return its commits by a word for each."""
    season = Season(repo)
    baseline = "metric.baseline = 45\n"
    return {
        "agreed": season.commit("2026-08-25", MARTA, "Agree on the season"),
        "first": season.commit("2026-09-12", MARTA, "Check in", (baseline, baseline + "metric.current = 42\n")),
        "tags": season.commit(
            "2026-09-26",
            LOU,
            "Check in, tags are printed",
            ("metric.current = 42", "metric.current = 38"),
            ('status = "todo"', 'status = "done"'),
        ),
        "renamed": season.commit(
            "2026-10-05",
            LOU,
            "Call it what we say",
            ("[key_result.second-visit]", "[key_result.come-again]"),
            ('["second-visit", ', '["come-again", '),
        ),
        "lease": season.commit(
            "2026-10-10",
            YUSUF,
            "The lease is signed",
            (
                'milestones.doors-open = 2027-03-15\nowner = "yusuf"\n',
                'milestones.doors-open = 2027-03-15\nowner = "yusuf"\nreached = ["lease-signed"]\n',
            ),
            ("metric.baseline = 35\n", "metric.baseline = 35\nmetric.current = 41\n"),
        ),
        "eased": season.commit(
            "2026-10-24",
            MARTA,
            "Be honest about the wait\n\nPlan-Reason: the fair brought frames that need more than brakes\n",
            ("metric.target = 10", "metric.target = 14"),
            ("metric.current = 38", "metric.current = 35"),
            ("confidence = 0.8", "confidence = 0.6"),
        ),
        "postponed": season.commit(
            "2026-11-07",
            YUSUF,
            "The joiner comes later",
            ("2027-01-31\n", "2027-02-28\n"),
            ("2027-03-15\n", "2027-04-10\n"),
            ("metric.current = 41", "metric.current = 48"),
        ),
        "last": season.commit(
            "2026-11-21",
            MARTA,
            "Check in",
            ("metric.current = 35", "metric.current = 31"),
            ("confidence = 0.6\n", 'confidence = 0.7\nnote = "Thirty frames in, most of them only need brakes."\n'),
            ('status = "todo"', 'status = "doing"'),
        ),
    }
