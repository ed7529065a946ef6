"""Work for the worker: thin wrappers; each may run twice without a second effect."""

from django_tasks import task


@task(priority=10)
def reissue(product_id: int) -> None:
    """Channels wait for it, so it goes before index updates and the like."""
    from stories import reissue as again

    again.reissue(product_id)


@task()
def write_of_the_end(verification_id: int, state: str) -> None:
    from stories import ending_letters

    ending_letters.write_of_the_end(verification_id, state)


@task(priority=10)
def write_of_the_kill(kill_id: int) -> None:
    from stories import kill_letters

    kill_letters.write_of_the_kill(kill_id)


@task()
def draft_corrections(fact_ids: list[int], person_id: int | None) -> None:
    from products.models import User
    from stories.corrections import facts

    facts.draft_all(fact_ids, User.objects.filter(pk=person_id).first())


@task()
def open_consent_corrections(person_met_id: int, person_id: int | None) -> None:
    from products.models import PersonMet, User
    from stories.corrections import consents

    consents.open_all(PersonMet.objects.get(pk=person_met_id), User.objects.filter(pk=person_id).first())


@task(queue_name="films")
def prepare_film(version_id: int) -> None:
    """On a queue of its own: it takes minutes, and channels and letters must not wait for it."""
    from stories import film_frames, film_versions

    film_frames.make_for(version_id)
    film_versions.prepare(version_id)


@task(priority=10)
def issue_with_films(film_id: int) -> None:
    from stories import film_reissue

    film_reissue.issue_with_films(film_id)
