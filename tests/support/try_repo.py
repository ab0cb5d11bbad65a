"""Runs the hook as users get it, with `pre-commit try-repo`, on a repository made here; needs a package index."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
GOOD = (CHECKOUT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
TACTIC = '[tactic.oil]\ntitle = "Keep what is handed out rolling"\nkey_result = "second-room"\n'
TASK = '[task.more]\ntitle = "Oil the chains"\ntactic = "oil"\nassignee = "marta"\n'
WHO = ("-c", "user.name=Marta", "-c", "user.email=marta@example.org")


def main() -> None:
    """Go through four commits: good, dangling, deleting, and one saved by an untracked file only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "repository")
        (folder / "plan").mkdir(parents=True)
        environment = {**os.environ, "PRE_COMMIT_HOME": str(Path(name, "cache")), "PLANLINT_TODAY": "2026-11-23"}

        def git(*arguments: str) -> None:
            subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True)

        def write(path: str, text: str) -> None:
            (folder / "plan" / path).write_text(text, encoding="utf-8")

        def expect(what: str, status: int, words: str) -> None:
            command = [sys.executable, "-m", "pre_commit", "try-repo", str(CHECKOUT), "planlint", "--verbose"]
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
            )
            if done.returncode != status or words not in done.stdout:
                sys.exit(f"{what}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
            print(f"{what}: {'passes' if status == 0 else 'fails'}, as it should")

        git("init", "-q", "-b", "main")
        write("main.toml", GOOD)
        write("tactic.toml", TACTIC)
        write("task.toml", TASK)
        git("add", "-A")
        expect("a good commit", 0, "nothing to report")
        git("commit", "-q", "-m", "a plan")
        git("rm", "-q", "plan/tactic.toml")
        expect("a commit that only deletes a referenced file", 1, "there is no tactic 'oil'")
        write("tactic.toml", TACTIC)
        expect("a dangling reference beside an untracked file", 1, "there is no tactic 'oil'")
        git("add", "-A")
        write("task.toml", TASK.replace('"oil"', '"oli"'))
        git("add", "-A")
        expect("a dangling reference", 1, "did you mean 'oil'?")


if __name__ == "__main__":
    main()
