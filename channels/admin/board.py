"""The channel board: story by channel, and what people do about it, several at a time."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.validators import URLValidator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages as notices

from channels import board, packages, rebuilding, receipts, takedowns
from channels.admin.words import channel_choices
from channels.models import Edition
from products.admin.pages import GuardedPage
from products.admin.viewsets import PageViewSet
from products.errors import Refused

MAY_LOOK = "channels.view_edition"
STORIES_A_PAGE = 25
MOST_CELLS = 100
ACTIONS = {
    "published": gettext_lazy("Mark as published"),
    "gone": gettext_lazy("Mark as taken down"),
    "assign": gettext_lazy("Take on the takedown"),
    "rebuild": gettext_lazy("Make anew"),
}
AGES = [(0, gettext_lazy("Any")), *((days, days) for days in (1, 3, 7, 30))]


class BoardFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Unchanged for more than (days)"), required=False, coerce=int, empty_value=0, choices=AGES
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("All")), *channel_choices()]
        self.fields["state"].choices = [("", _("All")), ("trouble", _("To be seen to")), *board.STATES.items()]


class BoardPage(GuardedPage, TemplateView):
    permission = MAY_LOOK
    page_title = gettext_lazy("Channel board")
    header_icon = "table"


class BoardView(BoardPage):
    template_name = "channels/admin/board.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs):
        form = BoardFilter(self.request.GET)
        wanted = form.cleaned_data if form.is_valid() else {}
        narrowing = {name: wanted.get(name) or "" for name in ("channel", "state")}
        found = board.narrowed(**narrowing, days=wanted.get("days") or 0)
        stories = Paginator(board.stories_of(found, wanted.get("q", "")), STORIES_A_PAGE)
        page = stories.get_page(self.request.GET.get("p"))
        columns = [pair for pair in channel_choices() if pair[0] == (narrowing["channel"] or pair[0])]
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(
            form=form,
            page=page,
            columns=columns,
            rows=rows_of(list(page), columns, found),
            actions=ACTIONS.items(),
            is_filtered=any(wanted.values()),
            query=query.urlencode(),
            **kwargs,
        )


def rows_of(stories: list, columns: list[tuple[str, str]], found) -> list[dict]:
    """A row per story with a cell per channel; cells that the filters leave out are dimmed. Two queries."""
    shown = board.cells().filter(story__in=[story.pk for story in stories])
    cells = {(cell.story_id, cell.channel): cell for cell in shown}
    hits = set(found.filter(pk__in=[cell.pk for cell in cells.values()]).values_list("pk", flat=True))
    now = timezone.now()
    for cell in cells.values():
        cell.words = board.STATES[cell.cell]
        cell.trouble = cell.cell in board.TROUBLE
        cell.hit = cell.pk in hits
        cell.overdue = cell.due is not None and cell.due < now
    return [
        {"story": story, "cells": [(name, cells.get((story.pk, key))) for key, name in columns]} for story in stories
    ]


class BoardActionView(BoardPage):
    """Asks once, with the fields the action wants, then does it to each cell and says what came of it."""

    template_name = "channels/admin/board_action.html"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        action = request.POST.get("action", "")
        picked = [pk for pk in request.POST.getlist("cell") if pk.isdecimal() and len(pk) < 18]
        chosen = list(board.cells().filter(pk__in=picked[:MOST_CELLS]))
        if action not in ACTIONS or not chosen:
            notices.warning(request, _("Tick at least one story on a channel, and say what is to be done."))
            return redirect("channel_board:index")
        for cell in chosen:
            cell.field, cell.words = f"address-{cell.pk}", board.STATES[cell.cell]
            cell.channel_name = dict(channel_choices()).get(cell.channel, cell.channel)
            cell.address = request.POST.get(cell.field, cell.address)[:1000]
        note = request.POST.get("note", "")[:1000]
        errors = self._errors(action, chosen, note) if "sure" in request.POST else []
        if "sure" in request.POST and not errors:
            self._act(action, chosen, note)
            return redirect("channel_board:index")
        context = {"action": action, "title": ACTIONS[action], "chosen": chosen, "note": note, "errors": errors}
        return self.render_to_response(self.get_context_data(**context))

    def _errors(self, action: str, chosen: list[Edition], note: str) -> list[str]:
        if action == "gone" and not note.strip():
            return [_("Say how you know that it is gone.")]
        if action != "published":
            return []
        valid = URLValidator(schemes=["http", "https"])
        return [
            _("%(story)s: give the address at which it stands.") % {"story": cell.story.title}
            for cell in chosen
            if not _holds(valid, cell.address)
        ]

    def _act(self, action: str, chosen: list[Edition], note: str) -> None:
        by, done, said = self.request.user, 0, []
        if action == "assign":
            try:
                done = takedowns.assign(chosen, by=by)
            except Refused as refused:
                said.append(str(refused.message))
            chosen = []
        for cell in chosen:
            try:
                answer = _do(action, cell, by, note)
            except Refused as refused:
                answer = str(refused.message)
            done += not answer
            said += [f"{cell.story.title} · {cell.channel_name}: {answer}"] if answer else []
        if done:
            text = ngettext("%(count)s story on a channel: done.", "%(count)s stories on channels: done.", done)
            notices.success(self.request, text % {"count": done})
        for line in said:
            notices.warning(self.request, line)
        if not done and not said:
            notices.warning(self.request, _("There was nothing to take on."))


def _do(action: str, cell: Edition, by, note: str) -> str:
    """Return what stands in the way, "" where it is done. Raises `Refused`."""
    if action == "published":
        receipts.enter(cell, "published", by=by, address=cell.address)
        return ""
    if action == "gone":
        # The task may be of an earlier version than the cell.
        task = takedowns.open_tasks().filter(channel=cell.channel, story_id=cell.story_id).order_by("-version").first()
        receipts.enter(task.entry.edition if task else cell, "removed", by=by, note=note)
        return ""
    answers = {
        "same": _("nothing has changed"),
        "blocked": _("it could not go out as it is; see the checks"),
        "overtaken": _("a newer version is on its way, or it stands no longer"),
    }
    return answers.get(rebuilding.rebuild_now(cell, by=by), "")


def _holds(validator, value: str) -> bool:
    try:
        validator(value)
    except forms.ValidationError:
        return False
    return True


class PackageView(View):
    """One edition as a ZIP, for who looks after channels and for who may edit the story."""

    def get(self, request, pk: int):
        edition = get_object_or_404(Edition.objects.select_related("release", "story"), pk=pk)
        if not request.user.has_perm(MAY_LOOK) and not edition.story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if not edition.envelope:
            raise Http404
        try:
            package = packages.write_package(edition)
        except packages.IncompletePackage as error:
            text = _("The file %(name)s is missing or was changed. “reconcile --files” makes it anew.")
            notices.error(request, text % {"name": error})
            return redirect("channel_board:index" if request.user.has_perm(MAY_LOOK) else "wagtailadmin_home")
        response = FileResponse(package, as_attachment=True, filename=packages.package_name(edition))
        response["Cache-Control"] = "private, no-store"
        return response


class BoardViewSet(PageViewSet):
    name = "channel_board"
    url_prefix = "channel-board"
    icon = "table"
    menu_label = gettext_lazy("Board")
    page = BoardView

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("act/", BoardActionView.as_view(), name="act"),
            path("package/<int:pk>/", PackageView.as_view(), name="package"),
        ]
