"""A small runner for composite actions: expressions, inputs, outputs, `if`, `shell` and environment, as documented."""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Uses = Callable[[Mapping[str, str]], Mapping[str, str]]
_SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Run:
    """How an action went: the outputs of the action, whether it failed, what it printed, which steps ran."""

    failed: bool = False
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    ran: list[str] = field(default_factory=list)


def run_action(
    file: Path,
    inputs: Mapping[str, str],
    uses: Mapping[str, Uses],
    folder: Path,
    variables: Mapping[str, str],
    temp: Path,
    cancelled: bool = False,
) -> Run:
    """Run the steps of a composite action in a folder; `uses` are stand-ins for the actions that it uses, by name."""
    action = yaml.safe_load(file.read_text(encoding="utf-8"))
    unknown = inputs.keys() - action["inputs"].keys()
    assert not unknown, f"unexpected inputs {unknown}"
    github = {"action_path": str(file.parent), "token": "the-token-of-the-job"}
    known: dict[str, Any] = {"github": github, "steps": {}, "inputs": {}}
    defaults = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
    known["inputs"] = {name: _text(value, known) for name, value in {**defaults, **inputs}.items()}
    run = Run()
    for step in action["runs"]["steps"]:
        status = {"cancelled": cancelled, "failure": run.failed, "success": not run.failed and not cancelled}
        if not _wanted(str(step.get("if", "success()")), known, status):
            continue
        run.ran.append(step["name"])
        if "uses" in step:
            name, revision = step["uses"].split("@")
            assert re.fullmatch("[0-9a-f]{40}", revision), "an action is pinned by a commit"
            outputs, failed = uses[name]({key: _text(str(one), known) for key, one in step["with"].items()}), False
        else:
            outputs, failed = _shell(step, known, run, folder, variables, temp)
        known["steps"][step.get("id", "")] = {"outputs": dict(outputs)}
        run.failed = run.failed or (failed and not step.get("continue-on-error"))
    run.outputs = {name: _text(one["value"], known) for name, one in action["outputs"].items()}
    return run


def _shell(
    step: Mapping[str, Any], known: Any, run: Run, folder: Path, variables: Mapping[str, str], temp: Path
) -> tuple[dict[str, str], bool]:
    assert "${{" not in step["run"], "what stands in a script reaches it through the environment"
    script, output = temp / "script.sh", temp / "output"
    script.write_text(step["run"], encoding="utf-8", newline="\n")
    output.write_text("", encoding="utf-8")
    given = {name: _text(str(value), known) for name, value in step.get("env", {}).items()}
    done = subprocess.run(
        [*_SHELLS[step["shell"]], str(script)],
        cwd=folder / _text(step.get("working-directory", "."), known),
        env={**os.environ, **variables, **given, "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(temp)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    run.log += done.stdout
    return _outputs(output.read_text(encoding="utf-8")), done.returncode != 0


def _outputs(text: str) -> dict[str, str]:
    found = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, sign, end = line.partition("<<")
        if not sign:
            name, _, found[name] = line.partition("=")
            continue
        value = []
        while (one := next(lines)) != end:
            value.append(one)
        found[name] = "\n".join(value)
    return found


def _text(text: str, known: Any) -> str:
    return _EXPRESSION.sub(lambda match: str(_value(match[1], known, {})), text)


def _wanted(condition: str, known: Any, status: Mapping[str, bool]) -> bool:
    text = condition.strip().removeprefix("${{").removesuffix("}}").strip()
    if not re.search(r"\b(success|failure|cancelled|always)\(\)", text):
        text = f"success() && {text}"
    return bool(_value(text, known, status))


def _value(text: str, known: Any, status: Mapping[str, bool]) -> Any:
    """Evaluate `a && b`, `a == b`, `a != b`, `!f()`, quoted texts and names with dots; anything else is refused."""
    text = text.strip()
    if "&&" in text:
        value: Any = True
        for part in text.split("&&"):
            value = _value(part, known, status)
            if not value:
                break
        return value
    for sign, equal in (("==", True), ("!=", False)):
        if sign in text:
            left, right = (_value(part, known, status) for part in text.split(sign))
            return (left == right) is equal
    if text.startswith("!"):
        return not _value(text[1:], known, status)
    if text.endswith("()"):
        return status[text[:-2]]
    if re.fullmatch("'[^']*'", text):
        return text[1:-1]
    assert re.fullmatch(r"[a-z_]+(\.[\w-]+)+", text), f"cannot evaluate {text}"
    found = known
    for key in text.split("."):
        found = found.get(key, "") if isinstance(found, dict) else ""
    return found
