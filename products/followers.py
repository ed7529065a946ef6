"""Seam: who must act, in the same transaction, when something about a product changes.

`products` is the lowest room and may not know channels, stories or orders; they register here in
their `apps.py`. Each event below says what its followers are called with. A follower runs inside the
caller's transaction and must use a number of queries that does not grow with the stories (a task does
the rest). It may return a short text in the active language that says what it did, for the log and for
whoever acted.
"""

from collections.abc import Callable

Follower = Callable[..., object]


class Event:
    """`event(follower)` registers; `event.tell(**facts)` lets all act and returns what they say they did."""

    def __init__(self) -> None:
        self.followers: list[Follower] = []

    def __call__(self, follower: Follower) -> None:
        self.followers.append(follower)

    def tell(self, **facts) -> list[str]:
        answers = [follower(**facts) for follower in self.followers]
        return [str(answer) for answer in answers if answer]


# `product`, `verification`: withdrawn or lapsed.
on_verification_ended = Event()
# `product`, `verification`: confirmed, anew or for the first time.
on_verification_renewed = Event()
# `facts`: those of one product whose confirmed words changed; `person`: who confirmed the new ones.
# Each fact carries `was`: the label, value and unit it had, by language (`products.fact_changes`).
on_facts_changed = Event()
# `person_met`: a PersonMet whose consent was withdrawn; `person`: who wrote it down.
on_consent_withdrawn = Event()
# `product`: asked before a withdrawal, changes nothing. Answers say what would be hit: "5 stories".
on_effect_asked = Event()
