"""A plan in which everything a person can write tries to be something else where it is printed."""

HARMLESS_LOOKING = [
    "::error::stolen",
    "%0A::warning file=x::stolen",
    "<script>alert(1)</script>",
    "@everyone @octocat",
    "#1 GH-2 org/repo#3 !4",
    "[text](https://evil.example) ![x](y)",
    "https://evil.example www.evil.example mail@evil.example",
    "`code` ``more`` ```",
    "a | b || c",
    "**bold** _it_ ~~gone~~ $x^2$ :tada: [^1]",
    "# heading - list 1. one > quote",
    "deadbeef 0123456789abcdef0123456789abcdef01234567",
    "\\u001b[31mred\\u001b[0m\\u0007",
    "\\u202Eright to left\\u2066",
    "line\\u2028separator\\nand\\r\\nmore",
    "]]> --> \\u0000 &amp; &#64;all",
    "/close",
    "    /approve of what stands so far to the right",
    "%backlog ~bug $12 GL-1 [issue:1] &5",
    "1https://evil.example éwww.evil.example _mailto:mail@evil.example",
    "x" * 3000,
]
"""As they stand in a basic TOML string; none has a quote in it."""


def hostile_files() -> dict[str, str]:
    """Return a plan of hostile titles, ids, keys, people and file names, with at least one finding for each."""
    tables = []
    for n, text in enumerate(HARMLESS_LOOKING):
        tables.append(
            f'[tactic.t{n}]\ntitle = "{text}"\nkey_result = "{text}"\nowner = "{text}"\n"{text}" = 1\n'
            f'[tactic."{text}"]\ntitle = "T"\n'
        )
    return {"plan/::error::,%0A<b>|`@all`.toml": "\n".join(tables), "plan/sound.toml": '[purpose.p]\ntitle = "P"\n'}
