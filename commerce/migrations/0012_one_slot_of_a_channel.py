from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0011_unchecked_clicks'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='shopslot',
            name='one_slot_of_a_place',
        ),
        migrations.AddConstraint(
            model_name='shopslot',
            constraint=models.UniqueConstraint(fields=('kind', 'channel', 'story', 'placement'), name='one_slot_of_a_place'),
        ),
        migrations.AddConstraint(
            model_name='shopslot',
            constraint=models.UniqueConstraint(condition=models.Q(('story', None)), fields=('kind', 'channel'), name='one_slot_of_a_channel'),
        ),
    ]
