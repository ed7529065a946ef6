"""The first step: bringing a product forward."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from products import services
from products.admin.pages import GuardedPage, listing_of
from products.admin.step_forms import RecommendForm
from products.errors import Refused
from products.models import Verification
from products.permissions import may


class RecommendView(GuardedPage, FormView):
    form_class = RecommendForm
    template_name = "products/admin/recommend.html"
    page_title = gettext_lazy("Recommend a product")
    header_icon = "clipboard-list"
    above = (listing_of(Verification),)

    @classmethod
    def is_for(cls, person) -> bool:
        return may(person, "recommend")

    def get_initial(self):
        return {**super().get_initial(), "product": self.request.GET.get("product")}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "person": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            action_url=reverse("verification:recommend"), submit_button_label=_("Recommend"), **kwargs
        )

    def form_valid(self, form):
        product = form.cleaned_data.pop("product")
        try:
            verification = services.recommend(product, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("%(product)s is recommended.") % {"product": product})
        return redirect("verification:case", verification.pk)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)
