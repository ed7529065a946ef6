"""Work of this room in the background."""

from django_tasks import task


@task()
def forget_cards(story_ids: list[int]) -> int:
    from home.sharing.cards import forget

    return forget(story_ids)
