from django.urls import path

from gongjian.registers.accounts import views

urlpatterns = [path("preferences", views.preferences, name="preferences")]
