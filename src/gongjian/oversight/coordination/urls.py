from django.urls import path

from gongjian.oversight.coordination import views

urlpatterns = [
    path("c/", views.coordination, name="coordination"),
]
