"""What README and docs claim is true: output shown is output printed, plans shown are plans that pass."""

import re
import runpy
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.load import load_config
from tests.planning import CONFIG, check, lines

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_output_on_the_first_screen_is_what_is_printed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main(["check", "--root", str(ROOT / "examples" / "broken"), "--today", "2026-11-23"])
    printed = capfd.readouterr().out
    shown = blocks(README, "console")[0].split("\n", 1)[1]
    for part in shown.split("...\n"):
        assert part in printed


def test_the_plan_of_the_readme_has_no_error_or_warning() -> None:
    (plan,) = blocks(README, "toml")
    report = check(plan)
    assert [line.split(" ")[1] for line in lines(report)] == ["PL309"]
    assert report.worst() is not None
    assert report.summary.errors == report.summary.warnings == 0


def test_the_configuration_page_is_a_configuration() -> None:
    (text,) = blocks((ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"), "toml")
    assert load_config("planlint.toml", text.encode(), CONFIG).extend_select == ("PL306",)


def test_the_picture_in_the_docs_is_what_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"`planlint (why .*)` on 23 November 2026", page)
    assert main([*command.replace("examples/", f"{ROOT}/examples/").split(), "--today", "2026-11-23"]) == 0
    assert blocks(page, "mermaid") == [capfd.readouterr().out]


def test_the_generated_pages_are_fresh() -> None:
    generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    there = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert there == generate["pages"]()


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target
