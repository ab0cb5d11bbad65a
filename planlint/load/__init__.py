"""The one way in: bytes become a plan, documents that know its places, and what is wrong with its shape."""

from planlint.load.plan import FileReading, Loaded, load
from planlint.load.settings import load_config
