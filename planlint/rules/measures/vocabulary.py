"""The English words that tell what a number in a title is for."""

from planlint.rules.words import listed

MAGNITUDES = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "mm": 1e6,
    "MM": 1e6,
    "mn": 1e6,
    "b": 1e9,
    "B": 1e9,
    "bn": 1e9,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
}
ABBREVIATIONS = listed(
    "ms s sec secs min mins h hr hrs d kB KB MB GB TB PB KiB MiB GiB TiB Mbps Gbps kW kWh MW MWh GW GWh km cm kg "
    "g t px x X pp pt pts bp bps rps qps tps fps EUR USD GBP CHF"
)
TECHNICAL = frozenset({"4K", "8K"})  # kinds of screens
CURRENCY = frozenset("$€£¥")
CURRENCY_WORDS = frozenset({"EUR", "USD", "GBP", "CHF", "US"})
TIME_UNITS = listed(
    "ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days week weeks month months "
    "quarter quarters year years"
)
MONTHS = listed(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun "
    "Jul Aug Sep Sept Oct Nov Dec"
)
YEARS = range(1990, 2101)

# A number after one of these is a name for something.
LABELS = listed(
    "appendix article chapter class day epic figure gate gen generation goal grade horizon issue iteration kep kr "
    "layer level milestone model module no number objective okr option package page part phase pillar pr priority "
    "quarter result revision rfc room round scenario season section series sev severity sprint stage step team "
    "terminal tier type version volume wave week year zone"
)
ORDINAL = listed("best bottom coming final first following last latest next past previous top")
VERSIONED = listed("release releases ship ships launch launches upgrade version")

# Words between a number and what introduces it.
TRANSPARENT = listed(
    "a about additional almost an another approximately around circa exactly extra further just nearly net new "
    "only roughly some total ~ ≈ + - − * “ \" ‘ ` '"
)
TRANSPARENT_PAIRS = frozenset({("at", "least"), ("at", "most"), ("up", "to")})
DETERMINERS = listed(
    "all any both her his its my our remaining same such the their these this those your currently now today was "
    "were originally"
)
BOUNDS = listed(
    "above after before below beyond between beneath during each every exceeding inside max maximum min minimum "
    "over past per since till under until within than"
)
BOUND_MARKS = frozenset({"<", ">", "≤", "≥", "<=", ">=", "="})
SCOPES = listed(
    "across against among amongst as for from in into on onto out through throughout using via with without"
)
COMPARED = listed("more less fewer greater higher lower better worse no rather other")
AIMS = listed("to of at is are by")
PREPOSITIONS = BOUNDS | SCOPES | {"to", "at"}
"""Words after which a second number may belong to the phrase the first stands before: `40 people in 3 offices`."""
AND = frozenset({"and", "while", "whilst", "plus", "but", "&", ";"})

# What ends the words a number counts.
ENDS_NOUN = (
    BOUNDS
    | SCOPES
    | AIMS
    | AND
    | listed("a an the that which who whose where when or so then have has had will can must our their its")
)
IRREGULAR = listed("people children women men staff feet mice nines")
NO_PLURAL = ("ss", "us", "is")

MEASURE_VERBS = listed(
    "accept achieve acquire activate add answer attract automate bring build certify close collect complete "
    "convert create cut decrease deliver deploy double drive earn enable enrol enroll expand fix gain generate "
    "get grow halve hire hit improve increase interview issue land launch lift lower make merge migrate move "
    "offer onboard open place plant process produce publish raise reach receive recruit reduce release remove "
    "renew resolve retain rewrite run save secure sell serve ship shorten sign train triple visit welcome win "
    "write"
)
"""Verbs that begin a second result after "and": deliver 30 components."""
REACHING = listed("reach reaches reached hit hits exceed exceeds total totals equals")
