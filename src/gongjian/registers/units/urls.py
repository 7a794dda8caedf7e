from django.urls import path

from gongjian.registers.units import views

urlpatterns = [
    path("u/", views.units, name="units"),
    path("u/new", views.new, name="unit_new"),
    path("u/<int:pk>", views.unit, name="unit"),
    path("u/<int:pk>/edit", views.edit, name="unit_edit"),
    path("u/<int:pk>/close", views.close, name="unit_close"),
]
