"""Where the project and the page of each rule are published."""

from planlint.rules import rule_by_code

HOME = "https://github.com/planlint/planlint"


def page_url(code: str) -> str:
    """Return the address of a rule's page; `KeyError` where no rule has this code."""
    return f"{HOME}/blob/main/docs/rules/{rule_by_code(code).name}.md"
