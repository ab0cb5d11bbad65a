"""Why an edit cannot be made, in one line for a person, and the way out."""


class EditError(Exception):
    """The edit cannot be made, and nothing has been: `message` names the thing, `help` the way out."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
