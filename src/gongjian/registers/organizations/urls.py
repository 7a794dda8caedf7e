from django.urls import path

from gongjian.registers.organizations import views

urlpatterns = [
    path("o/", views.tree, name="tree"),
    path("o/list", views.organizations, name="organizations"),
    path("o/<int:pk>", views.organization, name="organization"),
    path("o/<int:pk>/edit", views.edit, name="organization_edit"),
    path("o/<int:pk>/new", views.new, name="organization_new"),
    path("o/<int:pk>/move", views.move, name="organization_move"),
    path("o/<int:pk>/end", views.end, name="organization_end"),
    path("o/<int:pk>/posts/new", views.appoint, name="organization_appoint"),
    path("o/<int:pk>/posts/<int:post>/leave", views.leave, name="organization_leave"),
]
