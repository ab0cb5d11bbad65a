"""Why an edit cannot be made, in one line for a person, and the way out."""

from planlint.errors import PlanlintError


class EditError(PlanlintError):
    """The edit cannot be made, and nothing has been."""
