"""Views of tables saved under a name and forgotten again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongjian.foundation.pages.toasts import say, warn
from gongjian.foundation.pages.way_back import way_back
from gongjian.registers.accounts import actions
from gongjian.registers.accounts.forms import ViewForm


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the state of the table the visitor looks at, and show it."""
    form, back = ViewForm(request.POST), way_back(request)
    if not form.is_valid():
        warn(request, "视图没有存：起个名字，不超过 40 个字。")
        return redirect(back)
    view = actions.save_view(by=request.user, **form.cleaned_data)
    say(request, f"已存成视图“{view.name}”。")
    return redirect(f"{back.partition('?')[0]}?{view.query}")


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    if actions.delete_view(by=request.user, pk=pk):
        say(request, "视图已删掉，名册没有变。")
    return redirect(way_back(request))
