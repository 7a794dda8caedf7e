from django.urls import path

from gongjian.entry.rulebook import views

urlpatterns = [
    path("settings/rules/", views.rules, name="rules"),
    path("settings/rules/<str:key>", views.rule, name="rule"),
]
