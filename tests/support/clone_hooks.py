"""Runs every hook as users get it, installed by pre-commit and by prek from a clone; needs a package index."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.conftest import Repo
from tests.support.hooking import GOOD, LOWERED, MANIFEST, REASON, ROOT, STAGES, TACTIC, TASK, Hooked


def main() -> None:
    """Go through a day of work on a plan with each of the frameworks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean_environment(folder)
        source = clone(folder / "clone")
        for framework in ("pre-commit", "prek"):
            plan = Hooked(folder / framework, framework, source, default_install_hook_types=list(STAGES))
            go_through(plan, framework)


def clean_environment(folder: Path) -> None:
    """Leave the user's git, and what their frameworks keep, out of it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    empty = folder / "gitconfig"
    empty.touch()
    os.environ |= {
        "GIT_CONFIG_GLOBAL": str(empty),
        "GIT_CONFIG_SYSTEM": str(empty),
        "PRE_COMMIT_HOME": str(folder / "pre-commit cache"),
        "PREK_HOME": str(folder / "prek cache"),
        "PLANLINT_TODAY": "2026-11-23",
    }


def clone(top: Path) -> dict[str, Any]:
    """Clone the checkout with what is not committed in it yet; return the part of a configuration that names it."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(top)], check=True)
    copy = Repo(top)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    there = [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    oid = copy.commit({path: (ROOT / path).read_bytes() for path in there})
    ids = [{"id": hook["id"]} for hook in MANIFEST if hook["id"] != "planlint-fix"]
    return {"repo": top.as_uri(), "rev": oid, "hooks": ids}


def go_through(plan: Hooked, framework: str) -> None:
    """Commit, be refused, give a reason, push."""

    def expect(what: str, tried: tuple[int, str], status: int, words: str) -> None:
        if tried[0] != status or words not in tried[1]:
            sys.exit(f"{framework}: {what}: exit {tried[0]}\n{tried[1]}")
        print(f"{framework}: {what}: {'passes' if status == 0 else 'is refused'}, as it should")

    remote = Repo(plan.top.with_suffix(".git"), "--bare")
    plan.run("remote", "add", "origin", remote.top.as_uri())
    expect("a first push", plan.tries("push", "origin", "main"), 0, "main -> main")
    plan.write("plan/tactic.toml", TACTIC)
    plan.write("plan/more.toml", TASK.format(tactic="oil"))
    expect("a good commit", plan.commits("-m", "More"), 0, "")
    plan.run("rm", "--quiet", "plan/tactic.toml")
    expect("a commit that only deletes", plan.tries("commit", "-m", "Less"), 1, "there is no tactic 'oil'")
    plan.write("plan/tactic.toml", TACTIC)
    untracked = "one that only an untracked file would save"
    expect(untracked, plan.tries("commit", "-m", "Less"), 1, "there is no tactic 'oil'")
    plan.write("plan/main.toml", LOWERED)
    silent = plan.commits("-m", "Lower it")
    expect("a lowered target without a reason", silent, 1, "does not say why")
    editor = plan.editor("editor", f"grep -q '1 target weakened' \"$1\" && printf 'Lower it\\n\\n{REASON}\\n' > \"$1\"")
    expect("one whose reason is written in the editor", plan.tries("commit", GIT_EDITOR=editor), 0, "")
    expect("a push of it", plan.tries("push", "origin", "main"), 0, "main -> main")
    plan.at("plan/main.toml", GOOD.replace("metric.baseline = 45", "metric.baseline = 40"), "Quietly")
    expect("a push that edits a baseline in silence", plan.tries("push", "origin", "main"), 1, "PL803")


if __name__ == "__main__":
    main()
