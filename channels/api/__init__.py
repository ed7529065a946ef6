"""The channel API: what a channel pulls and reports (see the contract in docs)."""

from .routes import router

__all__ = ["router"]
