"""Wagtail's accounts with our form and the second factor."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.second_factor.account.PeopleViewSet"
