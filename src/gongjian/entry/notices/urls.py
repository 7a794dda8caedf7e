from django.urls import path

from gongjian.entry.notices import views

urlpatterns = [
    path("settings/channels/", views.channels, name="channels"),
    path("settings/channels/<int:pk>/stop", views.stop, name="channel_stop"),
]
