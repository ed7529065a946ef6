"""The short form in which a grower says what is wrong, and what became of it."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin import messages

from products.admin.pages import DeskPage, Guarded
from products.admin.viewsets import PageViewSet
from products.errors import Refused
from products.scope import has_own_products, own_products
from stories.fixes.asking import answer, ask, requests_of, requests_to_answer, stories_to_fix
from stories.models.fix_requests import FixRequest, FixState
from stories.story_scope import edits_all


class AskForm(forms.Form):
    """Which story of the product, or none in particular, and what is wrong."""

    story = forms.ModelChoiceField(
        None,
        required=False,
        label=gettext_lazy("Which story"),
        empty_label=gettext_lazy("No story in particular: about the product"),
    )
    what = forms.CharField(
        label=gettext_lazy("What is wrong"),
        max_length=FixRequest._meta.get_field("what").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say what stands there and what would be right, in your own words."),
    )

    def __init__(self, *args, stories, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].queryset = stories
        self.fields["story"].label_from_instance = lambda story: f"{story.title} ({story.locale.get_display_name()})"


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=FixRequest._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The asker reads it, here and by e-mail."),
    )


class _Page(DeskPage):
    header_icon = "comment"


class AskView(_Page, FormView):
    form_class = AskForm
    page_title = gettext_lazy("Ask for a fix")
    template_name = "stories/admin/fix_ask.html"

    def dispatch(self, request, *args, **kwargs):
        self.product = own_products(request.user).filter(pk=kwargs["product_id"]).first()
        if self.product is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.product)

    def get_context_data(self, **kwargs):
        return super().get_context_data(product=self.product, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "stories": stories_to_fix(self.product)}

    def get_initial(self):
        return {"story": self.request.GET.get("story")}

    def form_valid(self, form):
        try:
            ask(self.request.user, self.product, form.cleaned_data["what"], form.cleaned_data["story"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Thank you. The editors have it; you find their answer here."))
        return redirect("fix_requests:mine")


class MineView(Guarded, _Page, ListView):
    is_for = staticmethod(has_own_products)
    page_title = gettext_lazy("What I asked for")
    template_name = "stories/admin/fix_mine.html"
    context_object_name = "requests"
    paginate_by = 20
    page_kwarg = "p"

    def get_queryset(self):
        return requests_of(self.request.user)


class QueueView(Guarded, _Page, ListView):
    """All requests, the open ones first, the oldest of them first."""

    is_for = staticmethod(edits_all)
    page_title = gettext_lazy("Requests for fixes")
    template_name = "stories/admin/fix_queue.html"
    context_object_name = "requests"
    paginate_by = 50
    page_kwarg = "p"

    def get_queryset(self):
        state = self.request.GET.get("state", FixState.OPEN)
        rows = requests_to_answer(self.request.user)
        return rows.filter(state=state).order_by("pk" if state == FixState.OPEN else "-pk")

    def get_context_data(self, **kwargs):
        state = self.request.GET.get("state", FixState.OPEN)
        return super().get_context_data(states=FixState.choices, state=state, **kwargs)


class AnswerView(_Page, FormView):
    form_class = AnswerForm
    page_title = gettext_lazy("Request for a fix")
    template_name = "stories/admin/fix_answer.html"

    def dispatch(self, request, *args, **kwargs):
        self.request_for_fix = requests_to_answer(request.user).filter(pk=kwargs["pk"]).first()
        if self.request_for_fix is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.request_for_fix.product)

    def get_initial(self):
        return {"answer": self.request_for_fix.answer}

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.request_for_fix, **kwargs)

    def form_valid(self, form):
        state = FixState.DONE if "done" in self.request.POST else FixState.ANSWERED
        try:
            answer(self.request.user, self.request_for_fix.pk, form.cleaned_data["answer"], state)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The answer is sent."))
        return redirect("fix_requests:index")


class FixRequestViewSet(PageViewSet):
    name = "fix_requests"
    url_prefix = "fix-requests"
    icon = "comment"
    menu_label = gettext_lazy("Requests for fixes")
    menu_order = 116
    page = QueueView
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", AnswerView.as_view(), name="answer"),
            path("mine/", MineView.as_view(), name="mine"),
            path("ask/<int:product_id>/", AskView.as_view(), name="ask"),
        ]


fix_requests = FixRequestViewSet()
