"""Paths with all links followed."""

import os
from typing import AnyStr


def real_name(path: AnyStr | os.PathLike[AnyStr]) -> AnyStr:
    """Return the real path of something that need not be there.

    A link that may not be read is where the way ends, as the folders of another user's processes are in `/proc`.
    """
    try:
        return os.path.realpath(path)
    except OSError as unread:  # newer versions of Python take it for no link
        end: AnyStr = os.path.abspath(unread.filename)  # noqa: PTH100 It is as the system has it.
        return end
