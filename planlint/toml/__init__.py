"""TOML: bytes to values, and the exact place of every key, value and header, computed only when asked for."""

from planlint.toml.document import Document, value_at
from planlint.toml.fault import Fault, RelatedSpan
from planlint.toml.headers import Header, declared
from planlint.toml.limits import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, MAX_KEY_PARTS
from planlint.toml.reading import read
from planlint.toml.scan import Entry
