"""Whether a terminal shows hyperlinks (OSC 8), by what it says of itself."""

from collections.abc import Mapping

_KINDS = ("alacritty", "contour", "foot", "wezterm", "xterm-ghostty", "xterm-kitty")
_PROGRAMS = ("ghostty", "Hyper", "iTerm.app", "mintty", "rio", "Tabby", "vscode", "WezTerm")
_SIGNS = ("DOMTERM", "KONSOLE_VERSION", "WT_SESSION")
_FIRST_VTE = 5000  # 0.50: what GNOME Terminal, Tilix, Terminator and others are made of
_FIRST_TMUX = (3, 4)


def shows_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that set these variables is known to show hyperlinks; others may print noise.

    `FORCE_HYPERLINK` decides for a terminal that is not known: 0 means no, anything else yes.
    """
    forced = environment.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    kind = environment.get("TERM", "")
    if kind.startswith(("screen", "tmux")):
        return _is_new_tmux(environment)  # whatever the terminal around it shows
    if kind in ("dumb", "linux"):
        return False
    version = environment.get("VTE_VERSION", "")
    return (
        kind.startswith(_KINDS)
        or environment.get("TERM_PROGRAM") in _PROGRAMS
        or any(environment.get(sign) for sign in _SIGNS)
        or (version.isdecimal() and int(version) >= _FIRST_VTE)
    )


def _is_new_tmux(environment: Mapping[str, str]) -> bool:
    if environment.get("TERM_PROGRAM") != "tmux":
        return False
    major, _, minor = environment.get("TERM_PROGRAM_VERSION", "").partition(".")
    minor = minor.rstrip("abcdefghijklmnopqrstuvwxyz")  # 3.3a
    return major.isdecimal() and minor.isdecimal() and (int(major), int(minor)) >= _FIRST_TMUX
