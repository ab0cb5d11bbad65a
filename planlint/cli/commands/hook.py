"""`planlint hook`: what git hooks call while a commit is made, and before it is pushed."""

import importlib

from planlint.cli.hooks.missing import tell_missing
from planlint.cli.options import Options
from planlint.cli.plan import where_of


def run(options: Options) -> int:
    """Run the hook that the arguments name."""
    if not options.quiet:
        tell_missing(where_of(options), options.hook)
    module = importlib.import_module(f"planlint.cli.hooks.{options.hook.replace('-', '_')}")
    status: int = module.run(options)
    return status
