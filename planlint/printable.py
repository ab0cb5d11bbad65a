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

# Letters that are written from right to left, and what stands between two of them in a line.
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURNED = rf"[{_RIGHT_TO_LEFT}]+(?:[ ,.'\"-]?[{_RIGHT_TO_LEFT}]+)*"
_MARK = "\u200e"

# What is drawn as nothing: white space, what hides, joiners, fillers, selectors, the empty Braille pattern.
_NOTHING = (
    rf"(?:\s|{_HARMFUL}|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0])*+"
)

_FAMILIAR = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(text: str) -> str:
    r"""Return the text on one line, with an escape (`\x1b`) for what could act on a terminal."""
    if text.isprintable():
        return text
    return HARMFUL.sub(lambda match: escape(match[0]), text)


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text.strip() if text.isascii() and text.isprintable() else re.fullmatch(_NOTHING, text) is not None


def inert(text: str) -> str:
    """Return lines of which none is a workflow command: a service obeys what begins with `::`.

    An invisible word joiner stands before it.
    """
    return re.sub(r"(?m)^([^\S\n]*)::", "\\1\u2060::", text) if "::" in text else text


def in_columns(text: str) -> str:
    """Return lines whose columns stay where they are on a terminal that turns text from right to left.

    It would turn the numbers behind it too; marks on both sides keep it to itself.
    """
    return text if text.isascii() else re.sub(_TURNED, lambda match: f"{_MARK}{match[0]}{_MARK}", text)


def in_log(text: str) -> str:
    """Return text for the log of a GitHub workflow: `##[` would begin a command there, wherever it stands in a line.

    An invisible word joiner parts it.
    """
    return text.replace("##[", "##\u2060[")


def escape(char: str) -> str:
    r"""Return a character as an escape: `\n`, `\x1b`, `\u202e` or `\U000e0041`; a byte that is none as `\xff`."""
    if char in _FAMILIAR:
        return _FAMILIAR[char]
    code = ord(char)
    if 0xDC80 <= code < 0xDD00:  # a byte of a name that is not UTF-8
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
