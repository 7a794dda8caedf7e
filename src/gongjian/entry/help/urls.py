from django.urls import path

from gongjian.entry.help import views

urlpatterns = [path("help", views.help_page, name="help"), path("offline", views.offline, name="offline")]
