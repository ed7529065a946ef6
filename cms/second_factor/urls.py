"""Under `/admin/second-factor/`."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.second_factor import views

app_name = "second_factor"
urlpatterns = [
    path("", views.for_half_signed_in(views.ask), name="ask"),
    path("set-up/", views.for_half_signed_in(views.set_up), name="set_up"),
    path("codes/", require_admin_access(views.codes), name="codes"),
    path("codes.txt", require_admin_access(views.codes_as_text), name="codes_as_text"),
    path("new-codes/", require_admin_access(views.make_new_codes), name="new_codes"),
    path("off/", require_admin_access(views.turn_off), name="off"),
    path("reset/<int:pk>/", require_admin_access(views.reset), name="reset"),
]
