"""The minutes on paper and in public: print, Word, the office's template, the page for everyone."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongjian.foundation.documents import MEDIA_TYPE
from gongjian.foundation.exports import tell_export
from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import permissions, publishing, templating
from gongjian.mechanisms.meetings.forms import TemplateForm
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.mechanisms.meetings.queries import holders_for, meetings_for, published, word_template_of
from gongjian.mechanisms.meetings.views import allow, kept
from gongjian.mechanisms.meetings.word import PLACEHOLDERS, built_in

MOST_WORDS = 20_000


def seen(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings_for(request.user), pk=pk)


def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, or a signed edition (`edition=1`), in official-document layout."""
    chosen, number = seen(request, pk), request.GET.get("edition", "")
    paper, edition = paper_of(chosen), None
    if number.isdecimal() and len(number) < 5:
        edition = get_object_or_404(chosen.editions, number=number)
        paper = edition.paper
    return render(request, "meetings/paper.html", {"meeting": chosen, "paper": paper, "edition": edition})


def word(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = seen(request, pk)
    try:
        content = templating.minutes_in_word(chosen)
    except Refused as refusal:
        warn(request, str(refusal))
        return redirect("meeting", pk)
    tell_export(label=f"纪要 {chosen.title}", rows=1, path=chosen.org_path, by=request.user, now=timezone.now())
    return as_file(content, f"{chosen.title}纪要.docx")


def as_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word template of one organization: which serves now, the specimen, one's own handed in."""
    chosen = get_object_or_404(holders_for(request.user), pk=pk)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "away" in request.POST:
        templating.take_away(chosen, by=request.user, now=timezone.now())
        say(request, "已换回原来的模板。")
        return redirect("meeting_template", pk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            templating.hand_in(chosen, name=given.name, content=given.read(), by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            say(request, f"以后的纪要用“{given.name}”。")
            return redirect("meeting_template", pk)
    context = {
        "organization": chosen,
        "own": word_template_of(chosen),
        "form": form,
        "placeholders": [(f"{{{{ {name} }}}}" if "." not in name else name, said) for name, said in PLACEHOLDERS],
    }
    return render(request, "meetings/template.html", context, status=422 if form.errors else 200)


def specimen(request: HttpRequest) -> HttpResponse:
    """The built-in template, to be changed in Word and handed in."""
    allow(permissions.may_hold_some(request.user))
    return as_file(built_in(), "会议纪要模板.docx")


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the parts, look through the masked words, look at the page, and only then publish."""
    chosen = kept(request, pk)
    standing = chosen.publications.filter(revoked_at__isnull=True).first()
    posted = request.method == "POST"
    parts = parts_from(request, chosen) if posted else publishing.parts_of(chosen)
    ticked = {each["key"] for each in parts}
    if posted and "publish" in request.POST:
        try:
            made = publishing.publish(chosen, parts, by=request.user, now=timezone.now())
        except Refused as refusal:
            warn(request, str(refusal))
        else:
            say(request, f"已公开，地址 {request.build_absolute_uri(reverse('public_minutes', args=[made.code]))}")
        return redirect("meeting_publish", pk)
    texts = {each["key"]: each["text"] for each in parts}
    shown = [
        {**each, "text": texts.get(each["key"], each["text"]), "ticked": each["key"] in ticked}
        for each in publishing.parts_of(chosen)
    ]
    context: dict[str, Any] = {"meeting": chosen, "parts": shown, "preview": parts if posted else None}
    return render(request, "meetings/publish.html", {**context, "standing": standing})


def parts_from(request: HttpRequest, chosen: Meeting) -> list[dict[str, str]]:
    """The parts ticked, in the words somebody left in the boxes; those emptied are left out."""
    ticked = request.POST.getlist("part")
    found = [
        {**each, "text": request.POST.get(f"text-{each['key']}", "").replace("\r\n", "\n").strip()[:MOST_WORDS]}
        for each in publishing.parts_of(chosen)
        if each["key"] in ticked
    ]
    return [each for each in found if each["text"]]


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    chosen = kept(request, pk)
    for each in chosen.publications.filter(revoked_at__isnull=True):
        publishing.revoke(each, by=request.user, now=timezone.now())
    say(request, "已撤下。原来的地址打不开了。")
    return redirect("meeting_publish", pk)


def public(request: HttpRequest, code: str) -> HttpResponse:
    """What anyone may read under a code; nobody has to sign in."""
    found = published(code)
    if found is None:
        raise Http404
    return render(request, "meetings/public.html", {"published": found})
