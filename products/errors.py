"""How a rule says no."""


class Refused(Exception):
    """A rule forbids what was asked. Nothing was changed.

    `code` is stable and for programs (`verification.not_now`); `message` is for people, in their language.
    """

    def __init__(self, code: str, message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
