"""What ends a command with exit status 2."""

OK = 0
FINDINGS = 1
FAILED = 2


class CommandError(Exception):
    """The command could not do its work: `message` names the thing, `help` the way out."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
