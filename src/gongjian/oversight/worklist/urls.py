from django.urls import path

from gongjian.oversight.worklist import views

urlpatterns = [path("", views.today, name="today")]
