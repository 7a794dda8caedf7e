from django.urls import path

from gongjian.registers.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<int:pk>/new", views.new, name="place_new"),
    path("places/<int:pk>/edit", views.edit, name="place_edit"),
]
