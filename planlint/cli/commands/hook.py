"""`planlint hook`: what git hooks call while a commit is made, and before it is pushed."""

import argparse
import importlib


def run(options: argparse.Namespace) -> int:
    """Run the hook that the arguments name."""
    module = importlib.import_module(f"planlint.cli.hooks.{options.hook.replace('-', '_')}")
    status: int = module.run(options)
    return status
