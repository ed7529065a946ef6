from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, OuterRef

BATCH = 500


def fill(apps, _editor):
    """The stories before the public go into their lists, as `stories.listing` writes them from now on."""
    model = {name: apps.get_model("stories", name) for name in ("Release", "StoryPage", "ListEntry")}
    newer = model["Release"].objects.filter(story=OuterRef("story"), version__gt=OuterRef("version"))
    releases = model["Release"].objects.filter(~Exists(newer), story__live=True).order_by("pk")
    pks = list(releases.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        _fill(apps, model, releases.filter(pk__in=pks[start : start + BATCH]))


def _fill(apps, model, releases):
    facts = ("pk", "story", "live_from", "story__first_published_at", "story__form", "story__locale__language_code")
    rows = {row["pk"]: row for row in releases.values(*facts)}
    stories = [row["story"] for row in rows.values()]
    lists = defaultdict(set)
    carried = apps.get_model("stories", "ReleaseProduct").objects.filter(release__in=list(rows))
    for story, product, code in carried.values_list("release__story", "product", "product__place_id"):
        lists[story] |= {f"product:{product}", *(f"place:{part}" for part in (code, code[:4] + "00", code[:2] + "0000"))}
    tags = apps.get_model("stories", "StoryTag").objects.filter(content_object__in=stories)
    for story, name in tags.values_list("content_object", "tag__name"):
        lists[story].add(f"tag:{name}")
    for story, author in model["StoryPage"].authors.through.objects.filter(storypage__in=stories).values_list(
        "storypage", "user"
    ):
        lists[story].add(f"author:{author}")
    model["ListEntry"].objects.bulk_create(
        (
            model["ListEntry"](
                story_id=row["story"],
                release_id=row["pk"],
                language=row["story__locale__language_code"],
                list=key,
                published=row["story__first_published_at"] or row["live_from"],
            )
            for row in rows.values()
            for key in sorted({"all", f"form:{row['story__form']}", *lists[row["story"]]})
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0015_fix_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('list', models.CharField(max_length=120)),
                ('published', models.DateTimeField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.release')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='list_entries', to='stories.storypage')),
            ],
            options={
                'indexes': [models.Index(fields=['list', 'language', '-published', '-story'], name='newest_of_a_list')],
                'constraints': [models.UniqueConstraint(fields=('story', 'list'), name='a_list_holds_a_story_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
