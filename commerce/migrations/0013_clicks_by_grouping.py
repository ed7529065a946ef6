import django.db.models.deletion
from django.db import migrations, models


def begin_anew(apps, schema_editor):
    """The worker counts all clicks again; until it has, they are counted one by one."""
    apps.get_model('commerce', 'RollUpMark').objects.filter(name='clicks').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0012_one_slot_of_a_channel'),
        ('products', '0008_stock_of_offers'),
        ('stories', '0015_fix_requests'),
    ]

    operations = [
        migrations.RunPython(begin_anew, begin_anew),
        migrations.DeleteModel(
            name='ClickRollUp',
        ),
        migrations.CreateModel(
            name='ClickRollUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grouping', models.CharField(max_length=8)),
                ('level', models.CharField(choices=[('year', 'Year'), ('month', 'Month'), ('day', 'Day')], max_length=5)),
                ('start', models.DateField()),
                ('channel', models.CharField(blank=True, max_length=20)),
                ('placement', models.CharField(blank=True, max_length=64)),
                ('clicks', models.BigIntegerField()),
                ('offer', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='products.offer')),
                ('story', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stories.storypage')),
            ],
        ),
        migrations.AddIndex(
            model_name='clickrollup',
            index=models.Index(fields=['grouping', 'level', 'start'], name='commerce_cl_groupin_28ad96_idx'),
        ),
        migrations.AddIndex(
            model_name='clickrollup',
            index=models.Index(fields=['story', 'grouping', 'level', 'start'], name='commerce_cl_story_i_e2a43e_idx'),
        ),
    ]
