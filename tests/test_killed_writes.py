"""A write that is killed leaves every file whole, and nothing that is read as a plan."""

import subprocess
import sys
from pathlib import Path


def test_a_killed_write_leaves_old_files_or_new_ones() -> None:
    script = Path(__file__).parent / "support" / "killed_writes.py"
    done = subprocess.run([sys.executable, str(script), "16"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "rename: killed, the old plan, temporary files left" in done.stdout
    assert "set: killed, the new plan, temporary files left" in done.stdout
