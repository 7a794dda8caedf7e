from django.urls import path

from gongjian.registers.accounts import saved_views, views

urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("views/save", saved_views.save, name="view_save"),
    path("views/<int:pk>/delete", saved_views.delete, name="view_delete"),
]
