"""Builds the wheel and runs it elsewhere, on the examples; then installs planlint as the Action does, by the lock."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def run(*command: str | Path, cwd: Path, status: int = 0) -> str:
    """Run a command away from the checkout; anything but the expected status ends the check."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != status:
        sys.exit(f"{command} exited with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def install_as_the_action(folder: Path) -> None:
    """Run the Action's own step: what the lock names, by its hashes, and this checkout; the result is complete."""
    (step,) = (
        step
        for step in yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
        if step["name"] == "Install planlint"
    )
    given = {"PYTHON": sys.executable, "ACTION": str(CHECKOUT), "RUNNER_TEMP": str(folder)}
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    subprocess.run(bash, cwd=folder, env={**os.environ, **given}, check=True)
    python = next((folder / "planlint").glob("[bS]*/python*"))
    print(run(python, "-I", "-m", "pip", "check", "--disable-pip-version-check", cwd=folder).strip())
    print(run(python, "-I", "-m", "planlint", "--version", cwd=folder).strip())


def main() -> None:
    """Build, install, run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", CHECKOUT, cwd=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        venv.create(folder / "venv", with_pip=True)
        program = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "planlint"
        python = program.with_name("python")
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
        for example in ("small", "teams", "broken"):
            shutil.copytree(CHECKOUT / "examples" / example, folder / example)
        day = ("--today", "2026-11-23")
        print(run(program, "--version", cwd=folder).strip())
        print(run(program, "check", "--root", "small", *day, cwd=folder).strip())
        print(run(program, "check", *day, cwd=folder / "teams").strip())
        run(program, "check", "--format", "json", *day, cwd=folder / "broken", status=1)
        run(program, "tree", "--root", "teams", *day, cwd=folder)
        run(python, "-m", "planlint", "rule", "PL201", cwd=folder)
        assert '"$schema"' in run(program, "schema", cwd=folder)
        run(program, "init", "new", cwd=folder)
        new = folder / "new"
        print(run(program, "check", cwd=new).strip())
        person = ("-c", "user.name=Mara", "-c", "user.email=mara@cafe.example")
        for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "A plan")):
            run("git", *person, *command, cwd=new)
        # The pages are made from templates, which have to be in the wheel.
        assert "</svg>" in run(program, "history", "--format", "svg", cwd=new)
        print(run(program, "ci", "--base", "HEAD", cwd=new).strip() or "the status check has nothing to say")
        install_as_the_action(folder)


if __name__ == "__main__":
    main()
