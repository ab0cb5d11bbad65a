"""`pre-commit run planlint` on a plan of 300 files beside a hook that does nothing, in turn: `hook.py [RUNS]`."""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

PROGRAM = Path(__file__).resolve().parent.parent / "planlint"
FILES = 300
MOST = 0.25  # seconds more than nothing
HOOKS = """\
repos:
  - repo: local
    hooks:
      - {id: planlint, name: planlint, entry: planlint check --staged, language: system, pass_filenames: false,
         always_run: true}
      - {id: nothing, name: nothing, entry: "true", language: system, pass_filenames: false, always_run: true}
"""


def make(folder: Path) -> None:
    """Make a repository whose plan is committed, but for one change that is staged."""
    write(folder, FILES)
    (folder / ".pre-commit-config.yaml").write_text(HOOKS, encoding="utf-8")
    person = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "a plan"], ["gc", "-q"]):
        subprocess.run(["git", *person, *command], cwd=folder, check=True, capture_output=True)
    path = sorted((folder / "plan").rglob("*.toml"))[5]
    path.write_text(path.read_text(encoding="utf-8").replace("metric.current = 8", "metric.current = 7"), "utf-8")
    compileall.compile_dir(PROGRAM, quiet=1)  # as pip does when it installs the hook
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)


def seconds(hook: str, folder: Path) -> float:
    """Return how long one hook takes, with all that pre-commit does around it."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "pre_commit", "run", hook]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{hook} failed: {done.stdout}{done.stderr}")
    return taken


def main(runs: int) -> None:
    """Measure both hooks; exit with 1 where the difference is more than it may be."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {
            "PRE_COMMIT_HOME": str(Path(name, "cache")),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        folder = Path(name, "plan")
        make(folder)
        pairs = [(seconds("planlint", folder), seconds("nothing", folder)) for _ in range(runs + 1)][1:]
    planlint, nothing = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"pre-commit run planlint  {planlint:6.3f} s")
    print(f"pre-commit run nothing   {nothing:6.3f} s")
    more = statistics.median(one - other for one, other in pairs)
    print(f"more                     {more:6.3f} s   at most {MOST}")
    sys.exit(more > MOST)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
