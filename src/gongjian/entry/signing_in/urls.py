from allauth.account import views as account
from django.urls import path

from gongjian.entry.signing_in import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("demo/", views.demo_sign_in, name="demo_sign_in"),
    path("logout/", account.logout, name="account_logout"),
    path("password/", views.change_password, name="account_change_password"),
]
