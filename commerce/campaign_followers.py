"""Seam: who must act, in the same transaction, when a campaign speaks to other readers or of other stories.

`channels` is a higher room and registers in its `apps.py`. A follower gets the ids of the live stories that may be
concerned and writes rows only (tasks); it compares for itself what has changed.
"""

from products.followers import Event

# `stories`: ids of those that a changed campaign told before, or tells now.
on_audience_changed = Event()
