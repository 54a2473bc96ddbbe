"""The one kind of error a person is meant to read."""


class RiskDeskError(Exception):
    """Something the world did, said in one sentence, and what to do about it in another.

    The window shows it as a notice or message, the terminal as a line on stderr with a
    non-zero exit code. Any other exception is a bug and is treated as one.
    """

    def __init__(self, happened: str, todo: str = "") -> None:
        self.happened = happened
        self.todo = todo
        super().__init__(f"{happened} {todo}".strip())
