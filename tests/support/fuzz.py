"""Runs tests/test_fuzz.py with ever new examples: `python -m tests.support.fuzz MINUTES`; stops at the first fault."""

import os
import subprocess
import sys
import time

EXAMPLES = 40


def main(minutes: float) -> int:
    """Run rounds until the time is over, or one fails."""
    end, rounds, started = time.monotonic() + 60 * minutes, 0, time.monotonic()
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "default", "FUZZ_EXAMPLES": str(EXAMPLES)}
    while time.monotonic() < end:
        seed = time.time_ns() % 1_000_000_007
        command = [sys.executable, "-m", "pytest", "tests/test_fuzz.py", "-n", "0", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run([*command, f"--hypothesis-seed={seed}"], env=environment, check=False)
        if done.returncode:
            print(f"round {rounds + 1}, seed {seed}: see above")
            return 1
        rounds += 1
        print(f"{rounds} rounds of {EXAMPLES} repositories a test, {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
