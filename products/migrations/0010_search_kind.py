from django.db import migrations

KINDS = {"productpage": "kindofproductpage", "brandpage": "kindofbrandpage"}


def mark_kinds(apps, schema_editor):
    """As `update_index` would: without its kind in the index, no page of these would be found on SQLite."""
    if schema_editor.connection.vendor != "sqlite":
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    with schema_editor.connection.cursor() as cursor:
        for content_type in ContentType.objects.filter(app_label="products", model__in=KINDS):
            cursor.execute(
                "UPDATE wagtailsearch_indexentry SET body = COALESCE(body, '') || %s WHERE content_type_id = %s",
                [f" {KINDS[content_type.model]}", content_type.pk],
            )


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0009_customary_units"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(mark_kinds, migrations.RunPython.noop)]
