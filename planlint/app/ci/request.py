"""What `planlint ci` is asked for, whatever service it runs under."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planlint.app.settings import Where
from planlint.diagnostic import Severity
from planlint.forge.event import Event

When = Literal["auto", "always", "never"]
Never = Literal["never"]


@dataclass(frozen=True)
class CiRequest:
    """The plan of HEAD, on a day, beside the base that is named or that the event names.

    `notes` are what the door has to say of what is asked. With `quiet_work` it is not reported which items the work
    serves, with `checkin` a comment on the issue can record values. `new_only` says whether a finding counts that the
    base has too, None where the event decides. `period_review` gives the review of the running period as Markdown.
    """

    where: Where
    today: date
    period_review: Callable[[], str]
    base: str | None = None
    new_only: bool | None = None
    baseline: str | None = None
    fail_on: Severity | Never | None = None
    comment: When = "auto"
    issue: When = "auto"
    notes: tuple[str, ...] = ()
    quiet_work: bool = False
    checkin: bool = False

    def wants_issue(self, event: Event) -> bool:
        """Whether the issue about the review is to be kept up to date; that takes the whole history."""
        return self.issue == "always" or (self.issue == "auto" and event.kind == "schedule")

    def wants_comment(self, event: Event) -> bool:
        """Whether there is a change request that a comment may be kept on."""
        return self.comment != "never" and event.kind == "change request"

    def counts_new_only(self, event: Event) -> bool:
        """Whether only what the change brings counts: on a change request, unless somebody says otherwise."""
        return event.kind in ("change request", "merge queue") if self.new_only is None else self.new_only
