"""Hold `planlint history` to the slow reading of the contract over a real repository: bundle_history.py REPO [REV]."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.slow_history import slow_history, verbs

_OPTIONS = ("--kind", "all", "--format", "json", "--no-cache")


def main() -> int:
    """Compare both along the first parents and over all commits; say what differs."""
    repo = Path(sys.argv[1])
    rev = sys.argv[2] if len(sys.argv) > 2 else "HEAD"
    different = 0
    for options in ([], ["--all-commits"]):
        told = fast(repo, rev, *options)
        truth = slow_history(repo, rev, all_commits=bool(options))
        print(rev, *options, f"{truth['commits']} commits", dict(verbs(truth)), f"{len(truth['series'])} series")
        for key, value in truth.items():
            different += _differ(key, told[key], value)
    return min(different, 1)


def fast(repo: Path, rev: str, *options: str) -> dict[str, Any]:
    """Return what the command says, without the words about what cannot be read."""
    command = [sys.executable, "-m", "planlint", "history", "--root", str(repo), "--rev", rev, *_OPTIONS, *options]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for one in told["unreadable"]:
        del one["message"]
    return told


def _differ(key: str, told: Any, truth: Any) -> int:
    if told == truth:
        return 0
    if not isinstance(truth, list):
        print(f"  {key}: told {told}, is {truth}")
        return 1
    lines = [[json.dumps(one, sort_keys=True) for one in side] for side in (told, truth)]
    wrong, missing = (set(a) - set(b) for a, b in (lines, lines[::-1]))
    print(f"  {key}: told {len(told)}, are {len(truth)}; {len(wrong)} wrong, {len(missing)} missing")
    if not wrong and not missing:
        print("    only the order or the number differs")
    for mark, some in (("+", wrong), ("-", missing)):
        for line in sorted(some)[:5]:
            print(f"    {mark} {line}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
