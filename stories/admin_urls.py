"""Addresses of this room under `/admin/`. Who gets in is asked in the views: they are about one film, photo or story."""

from django.urls import path

from stories import cover_views, film_views
from stories.desk.calendar import CalendarView
from stories.languages_page import LanguagesView, UpToDateView
from stories.sign_off_desk import RenewView, RevokeView, SignOffsView

urlpatterns = [
    path("films/<int:pk>/progress/", film_views.progress, name="film_progress"),
    path("films/<int:pk>/frames/<int:number>/", film_views.frame, name="film_frame"),
    path("films/<int:pk>/retry/", film_views.retry, name="film_retry"),
    path("stories/calendar/", CalendarView.as_view(), name="story_calendar"),
    path("stories/<int:page_id>/sign-offs/", SignOffsView.as_view(), name="story_sign_offs"),
    path("stories/<int:page_id>/sign-offs/<int:pk>/renew/", RenewView.as_view(), name="story_sign_off_renew"),
    path("stories/<int:page_id>/sign-offs/<int:pk>/revoke/", RevokeView.as_view(), name="story_sign_off_revoke"),
    path("stories/<int:page_id>/languages/", LanguagesView.as_view(), name="story_languages"),
    path("stories/<int:page_id>/languages/current/", UpToDateView.as_view(), name="story_language_current"),
    path("covers/<int:pk>/crops/", cover_views.crops, name="cover_crops"),
]
