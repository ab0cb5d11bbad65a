"""Takes the picture of the map that README and docs show: `python -m tests.support.site_picture docs/site.png`.

It needs Chromium on the PATH; the same plan and history as in the tests give the same pages.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.example_history import TODAY, build


def take(picture: Path) -> None:
    """Write the picture of the first page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("there is no Chromium on the PATH")
    with tempfile.TemporaryDirectory() as folder:
        repo = Repo(Path(folder) / "plan")
        build(repo)
        main(["site", "--root", str(repo.top), "--today", TODAY, "-q", "-o", str(repo.top / "site")])
        page = (repo.top / "site" / "index.html").as_uri()
        options = ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=1280,600"]
        subprocess.run([chromium, *options, f"--screenshot={picture.resolve()}", page], check=True, capture_output=True)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
