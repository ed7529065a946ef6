"""A story as one long picture to be passed on: `fonts`, `drawing` (pure), `cards` (made once, kept, taken away)."""
