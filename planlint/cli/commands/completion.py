"""`planlint completion`: print the script that makes a shell complete the command line."""

from planlint.cli.options import Options
from planlint.cli.output import say


def run(options: Options) -> None:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    # Without defaults: where an item's name is wanted, file names would only mislead.
    say(shellcode(["planlint"], use_defaults=False, shell=options.shell).lstrip("\n"), options.output, "shell")
