"""The pages of the second factor. They look like the page that asks for the password."""

from base64 import b32encode
from functools import wraps

import django_otp
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.localization import get_localized_response
from wagtail.admin.utils import get_user_display_name

from cms.second_factor import policy
from cms.second_factor.forms import CodeForm, KeptForm, ProofForm, SetUpForm
from products.models import User
from products.qr import address_inline

# In the session: the key of a phone that is being set up, and whether recovery codes may be shown.
NEW_KEY = "second_factor_key"
SHOW_CODES = "second_factor_show_codes"


def for_half_signed_in(view):
    """Let in whom the middleware made anonymous, in their own language; and everybody who may enter the desk."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.user.is_anonymous and request.half_signed_in:
            request.user = request.half_signed_in
            return get_localized_response(view, request, *args, **kwargs)
        return require_admin_access(view)(request, *args, **kwargs)

    return wrapped


def _next(request: HttpRequest) -> str:
    """A safe address of this site, else the desk."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else reverse("wagtailadmin_home")


def _to(name: str, request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse(f'second_factor:{name}')}?{urlencode({'next': _next(request)})}")


def _page(request: HttpRequest, template: str, **context) -> TemplateResponse:
    return TemplateResponse(request, f"cms/second_factor/{template}.html", {"next": _next(request), **context})


def _sign_in(request: HttpRequest, device: TOTPDevice) -> None:
    request.session.cycle_key()
    django_otp.login(request, device)


@never_cache
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponseBase:
    """The second step after the password."""
    if not request.half_signed_in:
        return redirect(_next(request))
    device = policy.device_of(request.user)
    if device is None:
        return _to("set_up", request)
    form = CodeForm(request.POST or None, request=request)
    if form.is_valid():
        # After a recovery code too: the session holds as long as the device does.
        _sign_in(request, device)
        return redirect(_next(request))
    return _page(request, "ask", form=form)


@never_cache
@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponseBase:
    """A first phone, or another one in its place."""
    before = policy.device_of(request.user)
    if before and request.half_signed_in:
        return _to("ask", request)
    # In the session and not in a row: nobody else who has the password has seen it.
    key = request.session.setdefault(NEW_KEY, default_key())
    form = SetUpForm(request.POST or None, request=request)
    if form.is_valid():
        device = policy.turn_on(request.user, key, form.cleaned_data["code"], before)
        if device:
            del request.session[NEW_KEY]
            request.session[SHOW_CODES] = True
            _sign_in(request, device)
            return _to("codes", request)
        form.add_error("code", _("This is not the code that the app shows now. Is the clock of the phone right?"))
    device = TOTPDevice(user=request.user, key=key)
    text = b32encode(device.bin_key).decode()
    return _page(
        request,
        "set_up",
        form=form,
        before=before,
        must=request.half_signed_in,
        code=address_inline(device.config_url),
        address=device.config_url,
        key=" ".join(text[start : start + 4] for start in range(0, len(text), 4)),
    )


@never_cache
def codes(request: HttpRequest) -> HttpResponseBase:
    """The recovery codes, until somebody says that they are kept."""
    if not request.session.get(SHOW_CODES):
        return redirect(_next(request))
    form = KeptForm(request.POST or None, request=request)
    if form.is_valid():
        del request.session[SHOW_CODES]
        return redirect(_next(request))
    return _page(request, "codes", form=form, codes=policy.codes_of(request.user))


@never_cache
def codes_as_text(request: HttpRequest) -> HttpResponse:
    if not request.session.get(SHOW_CODES):
        raise Http404
    head = _("Recovery codes of %(name)s for %(site)s") % {
        "name": request.user.get_username(),
        "site": settings.SITE_URL,
    }
    text = "\n".join([head, "", *policy.codes_of(request.user), ""])
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="fengshou-recovery-codes.txt"'},
    )


def _unproved(request: HttpRequest, **words: str) -> TemplateResponse | None:
    """The page that asks whether it is still the same person, until it is; `words` are its title, text and button."""
    if policy.device_of(request.user) is None:
        raise Http404
    form = ProofForm(request.POST or None, request=request)
    return None if form.is_valid() else _page(request, "prove", form=form, **words)


@never_cache
@sensitive_post_parameters()
def make_new_codes(request: HttpRequest) -> HttpResponseBase:
    says = _("The codes that you have kept so far are then worth nothing.")
    if page := _unproved(request, title=_("New recovery codes"), says=says, button=_("Make new codes")):
        return page
    policy.new_codes(request.user)
    request.session[SHOW_CODES] = True
    return redirect(f"{reverse('second_factor:codes')}?{urlencode({'next': reverse('wagtailadmin_account')})}")


@never_cache
@sensitive_post_parameters()
def turn_off(request: HttpRequest) -> HttpResponseBase:
    if policy.standing(request.user).must:
        raise PermissionDenied
    says = _("From then on your password alone opens the desk.")
    if page := _unproved(request, title=_("Turn the second factor off"), says=says, button=_("Turn it off")):
        return page
    policy.forget(request.user, policy.TURNED_OFF, by=request.user)
    messages.success(request, _("The second factor is off."))
    return redirect("wagtailadmin_account")


@never_cache
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Of somebody else, who lost the phone and the codes."""
    person = get_object_or_404(User, pk=pk)
    if not policy.may_reset(request.user, person):
        raise PermissionDenied
    if policy.device_of(person) is None:
        raise Http404
    name = get_user_display_name(person)
    if request.method == "POST":
        policy.forget(person, policy.RESET, by=request.user)
        messages.success(request, _("The second factor of %(name)s was reset.") % {"name": name})
        return redirect("wagtailusers_users:edit", pk)
    return _page(request, "reset", person=person, name=name)
