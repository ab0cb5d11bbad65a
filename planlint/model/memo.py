"""What is worked out once and kept: of a plan, of a rule's context."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


class Remembering(Protocol):
    """Something that keeps what has been worked out of it."""

    @property
    def memo(self) -> dict[Any, Any]:
        """What is known, by what was asked."""


Owner = TypeVar("Owner", bound=Remembering)


def memoized(
    function: Callable[Concatenate[Owner, Parameters], Value],
) -> Callable[Concatenate[Owner, Parameters], Value]:
    """Keep what a function of a plan, or of a context, gives in its memo, by the other arguments."""

    @wraps(function)
    def recall(owner: Owner, /, *args: Parameters.args, **named: Parameters.kwargs) -> Value:
        key = (function, args, *named.items())
        if key not in owner.memo:
            owner.memo[key] = function(owner, *args, **named)
        return owner.memo[key]  # type: ignore[no-any-return]

    return recall
