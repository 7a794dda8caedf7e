from django.urls import path

from gongjian.entry.api import views
from gongjian.entry.api.assembling import api

urlpatterns = [path("api/", api.urls), path("help/api", views.documentation, name="api_help")]
