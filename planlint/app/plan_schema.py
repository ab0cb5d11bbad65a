"""Plan files read by the schema that is shipped, and the fields that it gives to items."""

from functools import cache
from typing import TYPE_CHECKING

from planlint.load import Loaded, load
from planlint.schema import Schema
from planlint.tree import Tree
from planlint.trees import schema_dict

if TYPE_CHECKING:
    from planlint.edit.fields import Fields


@cache
def plan_schema() -> Schema:
    """Return the schema of plan files."""
    return Schema(schema_dict("plan"))


@cache
def plan_fields() -> "Fields":
    """Return what the schema says of the fields of items, for whoever writes them."""
    from planlint.edit.fields import Fields  # a check does without

    return Fields(schema_dict("plan"))


def load_plan(tree: Tree) -> Loaded:
    """Return the plan that files make."""
    return load(tree, plan_schema())
