"""Untrusted text, made so that it cannot act on a terminal."""

import re

# What moves the cursor, ends a line, turns the reading direction round or hides: control characters (C0, C1,
# DEL), soft hyphens, zero-width spaces, bidirectional marks, embeddings, overrides and isolates, line and
# paragraph separators, invisible operators, byte-order marks, annotation anchors, noncharacters, lone
# surrogates, tags.
_HARMFUL = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners shape emoji and many scripts, so they stay there; beside ASCII, or at an end, they only hide.
_STRAY_JOINER = "(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
HARMFUL = re.compile(f"{_HARMFUL}|{_STRAY_JOINER}")

_FAMILIAR = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(text: str) -> str:
    r"""Return the text on one line, with an escape (`\x1b`) for what could act on a terminal."""
    if text.isprintable():
        return text
    return HARMFUL.sub(lambda match: escape(match[0]), text)


def in_log(text: str) -> str:
    """Return text for the log of a GitHub workflow: `##[` would begin a command there, wherever it stands in a line.

    An invisible word joiner parts it. The other kind of command stands only at the beginning of a line.
    """
    return text.replace("##[", "##\u2060[")


def escape(char: str) -> str:
    r"""Return a character as an escape: `\n`, `\x1b`, `\u202e` or `\U000e0041`."""
    if char in _FAMILIAR:
        return _FAMILIAR[char]
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
