"""What rules are written with: the decorator, the weights, what a check takes and yields, and the sources."""

from planlint.diagnostic import Problem, Remedy, Remove, Rename, Replace, Severity
from planlint.rules.rule import Context, Fold, Problems, Reference, rule
from planlint.text import Site

INFO, WARNING, ERROR = Severity

# What has been published about plans and goals, as far as rules rest on it.
ESSAY = Reference("Plans from aspiration to action: the chain from purpose to task, kept by working backward")
LANGUAGE = Reference("The plan language of planlint")
TOML = Reference("TOML 1.0", "https://toml.io/en/v1.0.0")
OKR_PLAYBOOK = Reference("Google's OKR playbook", "https://www.whatmatters.com/resources/google-okr-playbook")
WHAT_MATTERS = Reference("What Matters, frequently asked questions", "https://www.whatmatters.com/faqs")
RADICAL_FOCUS = Reference("Christina Wodtke, Radical Focus")
REWORK = Reference("Google re:Work, Set goals with OKRs")
GITLAB = Reference("GitLab handbook, Objectives and key results", "https://handbook.gitlab.com/handbook/company/okrs/")
DOORSTOP = Reference("Practice of requirements tracing: every link names something that exists")
KANBAN = Reference("The Kanban Guide: work in progress is controlled by a limit", "https://kanbanguides.org")
CRITICAL_PATH = Reference("Critical path method: what depends on something cannot end before it")
OKRA = Reference("okra, issue 274: placeholders in plans", "https://github.com/tarides/okra/issues/274")
LINTERS = Reference("Practice of linters: an exception names its rule, says why, and is told when it is not needed")
