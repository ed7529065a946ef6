"""The base of every part of a document."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Frozen, hashable, and strict about unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")
