from django.db import migrations, models


def first_movie(apps, schema_editor):
    apps.get_model("hello", "Movie").objects.using(schema_editor.connection.alias).create(title="Metropolis")


def first_review(apps, schema_editor):
    apps.get_model("hello", "Review").objects.using(schema_editor.connection.alias).create(
        title="Metropolis", text="Ahead of its time.")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel("Movie", [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("title", models.CharField(max_length=200)),
            ("poster", models.FileField(blank=True, upload_to="posters/")),
        ]),
        migrations.CreateModel("Review", [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("title", models.CharField(max_length=200)),
            ("text", models.TextField()),
        ]),
        migrations.RunPython(first_movie, hints={"model_name": "movie"}),
        migrations.RunPython(first_review, hints={"model_name": "review"}),
    ]
