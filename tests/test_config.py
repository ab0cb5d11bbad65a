"""The configuration: what it may say, and how it says what is wrong with it."""

import pytest

from planlint.config import Config, ConfigError, Words
from planlint.diagnostic import Severity
from planlint.load import load_config
from tests.planning import CONFIG


def test_nothing_written_means_the_defaults() -> None:
    config = load_config("planlint.toml", b"", CONFIG)
    assert config.include == Config().include
    assert config.select is None
    assert config.fail_on is Severity.ERROR
    assert config.limits["title-length"] == 120


EVERYTHING = """
include = ["plan/**/*.toml"]
exclude = ["plan/drafts/**"]
archive = ["plan/2024/**"]
select = ["PL"]
extend-select = ["PL411"]
ignore = ["PL405"]
fail-on = "warning"
[severity]
PL305 = "error"
[per-file-ignores]
"plan/2025/**" = ["PL7"]
[limits]
title-length = 80
[words]
activities = ["onboard"]
vague = { replace = true, words = ["stuff"] }
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("planlint.toml", EVERYTHING),
        (
            "pyproject.toml",
            "[tool.planlint]"
            + EVERYTHING.replace("[severity]", "[tool.planlint.severity]")
            .replace("[per-file", "[tool.planlint.per-file")
            .replace("[limits]", "[tool.planlint.limits]")
            .replace("[words]", "[tool.planlint.words]"),
        ),
    ],
)
def test_everything_written(path: str, text: str) -> None:
    config = load_config(path, text.encode(), CONFIG)
    assert config.archives("plan/2024/q1.toml")
    assert config.wants("plan/q1.toml")
    assert not config.wants("plan/drafts/q1.toml")
    assert config.extend_select == ("PL411",)
    assert config.fail_on is Severity.WARNING
    assert config.severity == {"PL305": Severity.ERROR}
    assert config.limits["title-length"] == 80
    assert config.limits["stale-days"] == 14
    assert config.words["activities"] == Words(("onboard",))
    assert config.words["activities"].applied_to(("ship",)) == ("ship", "onboard")
    assert config.words["vague"].applied_to(("ship",)) == ("stuff",)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "planlint.toml",
            'slect = ["PL2"]',
            "planlint.toml:1:1: unknown key `slect`; did you mean `select`?",
        ),
        ("planlint.toml", "select = [", "planlint.toml:1:10: "),
        ("planlint.toml", '\nfail-on = "errors"', "planlint.toml:2:11: "),
        ("pyproject.toml", "[tool.planlint]\nincludes = []", "pyproject.toml:2:1: unknown key `includes`"),
        ("planlint.toml", "[limits]\ntitle-length = true", "planlint.toml:2:16: "),
    ],
)
def test_what_is_wrong_is_named_with_its_place(path: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(path, text.encode(), CONFIG)
    assert str(caught.value).startswith(message)
