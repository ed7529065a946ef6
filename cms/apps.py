"""The composition root: knows every room, imported by none."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
