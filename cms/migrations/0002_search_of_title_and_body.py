from django.db import migrations

NAME = "search_of_title_and_body"


def add_index(apps, schema_editor):
    """For the expression that Wagtail asks PostgreSQL for: without it every search reads the whole index, and the
    planner has no notion of how many pages have a word."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {NAME} ON wagtailsearch_indexentry USING gin ((title || body))")


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(add_index, remove_index)]
