"""Work for the worker: thin wrappers; each may run twice without a second effect.

They go before index updates and the like: a channel waits for them.
"""

from django_tasks import task


@task(priority=10)
def make_editions(release_id: int) -> None:
    from channels import editions

    editions.make_editions(release_id)


@task(priority=5)
def retarget(stories: list[int]) -> None:
    from channels import retargeting

    retargeting.retarget(stories)


@task(priority=5)
def remake_blocked(channel: str) -> None:
    from channels import rebuilding

    rebuilding.remake_blocked(channel)
