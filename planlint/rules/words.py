"""Published word lists for rules about quality, and how the beginning of a title is held against them.

All lists are English, lower case and closed; `[words]` in the configuration adds to those that have a name there.
"""

import re


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a text that stand between commas."""
    return tuple(phrase.strip() for phrase in text.split(","))


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


ACTIVITIES = phrases(
    "analyse, analyze, assist, attend, brainstorm, build, carry out, collaborate, conduct, consult, coordinate, "
    "create, define, deploy, develop, discuss, draft, evaluate, explore, facilitate, help, implement, introduce, "
    "investigate, kick off, launch, look into, organise, organize, participate, prepare, publish, roll out, set up, "
    "ship, take part, work on, write"
)
"""`activities`: what somebody does. What also names a measure (count, measure, rate, report, share) is left out."""

VAGUE = phrases(
    "advance, better, boost, elevate, empower, enhance, focus on, foster, improve, increase, leverage, maximise, "
    "maximize, minimise, minimize, modernise, modernize, optimise, optimize, promote, strengthen, streamline, work "
    "towards"
)
"""`vague`: a direction, but not how far."""

MAINTENANCE = phrases("continue, keep, maintain")
"""`maintenance`: what goes on as before."""

STEP_UNITS = phrases("done, stage, stages, step, steps, yes/no")
"""`step-units`: units that only say how many steps are behind."""


# A first word of a title that is a noun as often as a verb: "Build the portal", but "Build time falls".
NOUN_OR_VERB = frozenset({"build", "deploy", "draft", "help", "launch", "ship", "write"})

# What follows such a word where it is the noun, or part of one.
_NOUN_FOLLOWS = listed(
    "agents articles backlog base bugs cadence calendar candidates centre center channel checks comments content "
    "cost costs count coverage cycle cycles date dates day days delay delays desk docs documents duration efforts "
    "engineers errors events failure failures farm farms frequency health hours house hub iops jobs latency lead "
    "limits lines load logs materials minutes notes pages pad partner partners party performance pipeline "
    "pipelines plan plans process queue quality rate rates readiness requests reviews script scripts server "
    "servers sites size sizes speed stability success system systems team teams text texts throughput tickets "
    "time times tool tools topics traffic volume week weeks window windows"
)

# What makes the beginning a noun that something is said of: "Launch partners renew" is not covered, silence is cheap.
_SAID_OF = listed(
    "above are at averages become becomes below completes completed doubles drop drops exceed exceeds fail fails "
    "fall falls finish finishes grow grows halves happen happens has have hits is last lasts need needs never no "
    "reach reaches remain remains renew renews rise rises run runs show shows stay stays succeed succeeds take "
    "takes under was were within work works"
)

# What can only follow a verb.
_VERB_FOLLOWS = listed(
    "a all an and another any at-least each every five four her his its more my new one or our several some ten "
    "that the their them these this those three two your"
)

# Lower-case words that stand in German, French, Portuguese, Spanish, Italian, Dutch or Nordic titles, not in English.
_OTHER_LANGUAGES = listed(
    "aller alle auf aus aux avec bei bis dans das de dem den der des dos du ein eine einem einen einer eines el "
    "em et gli het il im ist la las le les los mehr mit nach nas neue neuen neuer neues nicht nos notre nous och "
    "og ohne para por pour sind sur til um uma un una und une unser unsere unserer unseren voor von vom weniger "
    "werden wird zum zur della delle del einführen umsetzen mais menos"
)
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_MICRO = "µμ"


def foreign(title: str) -> bool:
    """Whether a title is, or may well be, in another language than English: then rules about wording keep silent."""
    if not title.isascii() and any(not ch.isascii() and ch.isalpha() and ch not in _MICRO for ch in title):
        return True
    return any(word in _OTHER_LANGUAGES for word in re.findall(_WORD, title))


def leading(title: str, beginning: re.Pattern[str]) -> str | None:
    """Return the listed words a title begins with, as written; whole words, in any case."""
    match = beginning.match(title)
    return match[1] if match else None


def leads_as_verb(title: str, word: str) -> bool:
    """Whether the word an English title begins with is its verb, not the first half of a noun: "Build time falls"."""
    if word.isupper() and not title.isupper():
        return False  # a name or an abbreviation
    if word.casefold() not in NOUN_OR_VERB:
        return True
    rest = title[title.index(word) + len(word) :]
    following = [found.casefold() for found in re.findall(_WORD, rest)]
    if not following or following[0] in _VERB_FOLLOWS:
        return True
    return following[0] not in _NOUN_FOLLOWS and _SAID_OF.isdisjoint(following)


def beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for a title that begins with one of these words.

    A colon after the word makes it a label, and a hyphen another word.
    """
    longest_first = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    choices = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"[\s\"'“‘*_]*({choices or '(?!)'})(?![\w:'’/&+-])", re.IGNORECASE)


# Words that English titles have and other languages hardly: one of them lets a number be read as English.
_ENGLISH = listed(
    "about achieve all and are at become build by customers cut every fewer for from grow halve have improve "
    "increase is it its keep less make more of or our reach reduce raise than that the their they this to under "
    "we where who win with within without"
)
_HOW_MUCH = listed(
    "double doubles every fifth five four half halve halved halves hundred million nine nobody none quarter seven "
    "six ten third thousand three tenfold threefold triple twice twofold two eight zero fully"
)


def english(title: str) -> bool:
    """Whether a title is in English, as far as one of its words shows."""
    return not foreign(title) and any(word.casefold() in _ENGLISH for word in re.findall(_WORD, title))


def says_how_much(title: str) -> bool:
    """Whether a title without digits names an amount in words: two thirds, half, nobody."""
    return any(word.casefold() in _HOW_MUCH for word in re.findall(_WORD, title))
