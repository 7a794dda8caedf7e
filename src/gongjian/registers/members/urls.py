from django.urls import path

from gongjian.registers.members import views

urlpatterns = [
    path("m/", views.members, name="members"),
    path("m/left/", views.former_members, name="former_members"),
    path("m/<int:pk>", views.member, name="member"),
    path("m/bulk", views.members, name="members_bulk"),
    path("m/send", views.members, name="members_send"),
]
