from django.urls import path

from gongjian.entry.log import views

urlpatterns = [path("settings/history/", views.log, name="log")]
