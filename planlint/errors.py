"""The one error that a person can cause: a message and the way out."""


class PlanlintError(Exception):
    """What was asked for cannot be done (exit status 2): `message` names the thing in one line, `help` the way out."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
