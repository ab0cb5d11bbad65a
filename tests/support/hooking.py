"""A plan repository whose hooks are run by pre-commit or prek, as the manifest of this repository says."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.conftest import Repo

ROOT = Path(__file__).resolve().parent.parent.parent
MANIFEST: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
LOWERED = GOOD.replace("metric.target = 14", "metric.target = 20")
TACTIC = '[tactic.oil]\ntitle = "Keep what is handed out rolling"\nkey_result = "second-room"\n'
TASK = '[task.more]\ntitle = "Oil the chains"\ntactic = "{tactic}"\nassignee = "marta"\n'
PREK = str(Path(sys.executable).parent / "prek")
STAGES = ("pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "pre-push")
REASON = "Plan-Reason: the second workshop opens a year later"


def local(*names: str) -> dict[str, Any]:
    """Return the part of a configuration with hooks of the manifest that run the program on the PATH."""
    own = {"language": "system"}
    no_need = "minimum_pre_commit_version"  # which prek remarks on in a configuration
    hooks = [
        {key: value for key, value in (hook | own).items() if key != no_need}
        for hook in MANIFEST
        if hook["id"] in names
    ]
    return {"repo": "local", "hooks": hooks}


class Tried(NamedTuple):
    """What came of a command: its exit status, and all that it printed."""

    status: int
    printed: str


class Hooked(Repo):
    """A repository with hooks; its plan was committed without them."""

    def __init__(self, top: Path, framework: str, source: dict[str, Any], **settings: Any) -> None:
        super().__init__(top)
        self.run("config", "user.name", "Marta")
        self.run("config", "user.email", "marta@example.org")
        config = {**settings, "repos": [source]}
        self.commit({".pre-commit-config.yaml": yaml.safe_dump(config), "plan/main.toml": GOOD}, "A plan")
        program = {"pre-commit": [sys.executable, "-m", "pre_commit"], "prek": [PREK]}[framework]
        types = [word for stage in STAGES for word in ("--hook-type", stage)]
        subprocess.run([*program, "install", *types], cwd=top, check=True, capture_output=True)

    def tries(self, *arguments: str, **variables: str) -> Tried:
        """Run git with the hooks; return its exit status and all that was printed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        return Tried(done.returncode, done.stdout)

    def commits(self, *arguments: str, **variables: str) -> Tried:
        """Stage everything and commit it, with the hooks."""
        self.run("add", "--all")
        return self.tries("commit", *arguments, **variables)

    def at(self, path: str, text: str, *message: str) -> str:
        """Commit a file without the hooks."""
        self.write(path, text)
        self.run("add", "--all")
        words = [word for part in message or ("a change",) for word in ("--message", part)]
        self.run("commit", "--quiet", "--no-verify", *words)
        return self.run("rev-parse", "HEAD")

    def editor(self, name: str, script: str) -> str:
        """Return an editor: a shell script that is given the file as `$1`."""
        path = self.write(f".git/{name}", f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return f"'{path}'"
