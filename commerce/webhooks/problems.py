"""Why a message is not taken."""


class NotTaken(Exception):
    """`status` is the HTTP status, `code` stable and for programs, `detail` for people."""

    def __init__(self, status: int, code: str, detail="", **extra) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.extra = status, code, detail, extra
