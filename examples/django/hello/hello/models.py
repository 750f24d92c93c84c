from django.db import models


class Movie(models.Model):
    """In database1."""

    title = models.CharField(max_length=200)
    poster = models.FileField(upload_to="posters/", blank=True)


class Review(models.Model):
    """In database2: a database can't refer to rows of another, so it names its movie."""

    title = models.CharField(max_length=200)
    text = models.TextField()
