"""What is kept of readers and buyers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from products.showing import baked


@require_safe
@baked
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")
