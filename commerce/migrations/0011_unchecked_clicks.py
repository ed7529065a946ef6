import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0010_slots_of_orders'),
    ]

    operations = [
        migrations.AlterField(
            model_name='click',
            name='link',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clicks', to='commerce.purchaselink'),
        ),
    ]
