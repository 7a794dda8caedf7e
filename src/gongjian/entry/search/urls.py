from django.urls import path

from gongjian.entry.search import views

urlpatterns = [path("search", views.search, name="search")]
