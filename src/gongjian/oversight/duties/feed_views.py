"""Subscriptions to the calendar: one's own addresses, and the calendar behind one, open to whoever knows it."""

from __future__ import annotations

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongjian.foundation.pages.forms import PlainForm, sized
from gongjian.foundation.pages.toasts import say
from gongjian.foundation.refusals import Refused
from gongjian.foundation.secrets import index_of
from gongjian.oversight.duties import actions
from gongjian.oversight.duties.feeds import calendar_for
from gongjian.oversight.duties.models import Feed
from gongjian.oversight.duties.views import seen

QUARTER = 900
GUESSES = 30


class FeedForm(PlainForm):
    """A name to tell subscriptions apart."""

    label = forms.CharField(
        label="订在哪里", max_length=40, widget=sized(forms.TextInput(), "m"), help_text="例如：办公室电脑、手机。"
    )


def feeds(request: HttpRequest) -> HttpResponse:
    """One's own subscriptions, how to use them, and a new one, whose address is shown once."""
    seen(request.user)
    form = FeedForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = actions.make_feed(request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address, form = request.build_absolute_uri(reverse("duty_feed", args=[secret])), FeedForm()
    own = Feed.objects.filter(user_id=request.user.pk or 0, revoked_at__isnull=True).order_by("-pk")
    context = {"feeds": own, "form": form, "address": address}
    return render(request, "duties/feeds.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = Feed.objects.filter(user_id=request.user.pk or 0, pk=pk).first()
    if found is not None:
        actions.revoke_feed(found, now=timezone.now())
    say(request, "已停掉。原来的地址不能再用。")
    return redirect("duty_feeds")


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, worked out anew every quarter of an hour at most.

    Whoever guesses addresses is soon no longer answered.
    """
    guesses = f"feed.guesses.{request.META.get('REMOTE_ADDR', '')}"
    if cache.get(guesses, 0) >= GUESSES:
        return HttpResponse(status=429)
    fingerprint = index_of(token)
    found = Feed.objects.select_related("user").filter(fingerprint=fingerprint, revoked_at__isnull=True).first()
    if found is None or not found.user.is_active:
        cache.add(guesses, 0, QUARTER)
        cache.incr(guesses)
        raise Http404
    now = timezone.now()
    content = cache.get_or_set(
        f"feed.{fingerprint}", lambda: calendar_for(found.user, on=timezone.localdate(now), now=now), QUARTER
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="duties.ics"'
    return response
