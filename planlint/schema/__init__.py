"""The shape of a document, held against the public JSON Schemas."""

from planlint.schema.schema import Schema
from planlint.schema.violation import Violation
