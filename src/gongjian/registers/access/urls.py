from django.urls import path

from gongjian.registers.access import views

urlpatterns = [
    path("me", views.me, name="me"),
    path("settings/access/", views.accounts, name="access"),
    path("settings/access/new", views.new_account, name="account_new"),
    path("settings/access/<int:pk>", views.account, name="account"),
    path("settings/access/<int:pk>/grant", views.grant, name="account_grant"),
    path("settings/access/<int:pk>/password", views.reset_password, name="account_password"),
    path("settings/access/<int:pk>/active", views.set_active, name="account_active"),
    path("settings/access/grants/<int:pk>/revoke", views.revoke, name="grant_revoke"),
]
