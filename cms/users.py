"""Wagtail's accounts with our form."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "products.admin.people.PeopleViewSet"
