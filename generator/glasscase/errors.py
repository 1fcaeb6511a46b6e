"""The one root of every error that Glasscase raises on purpose.

Wrong input is never an error: it is a `Finding`. Errors are for a tool, a disk or a
repository that does not do what it must.
"""


class GlasscaseError(Exception):
    """Something other than the input is wrong; `hint` says what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message, with the hint on a line of its own."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message
