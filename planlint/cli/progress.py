"""Shows on a terminal how far a long reading has come."""

import sys
import time
from collections.abc import Callable


def progress(total: int) -> Callable[[], None]:
    """Return what shows on a terminal how far the reading has come, once it has taken longer than a second."""
    if not sys.stderr.isatty():
        return lambda: None
    begun = time.monotonic()
    done = 0
    bar = None

    def one_more() -> None:
        nonlocal done, bar
        done += 1
        if bar is None and done % 64 == 0 and time.monotonic() - begun > 1:
            from tqdm import tqdm

            bar = tqdm(total=total, initial=done, unit=" commits", desc="reading", leave=False, file=sys.stderr)
        elif bar is not None:
            bar.update()
            if done == total:
                bar.close()

    return one_more
