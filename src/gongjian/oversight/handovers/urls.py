from django.urls import URLPattern, path

from gongjian.oversight.handovers.sides import PROBLEM_TO_DUTY, PROBLEM_TO_TOPIC

urlpatterns: list[URLPattern] = []

if PROBLEM_TO_TOPIC:
    from gongjian.oversight.handovers import topic_views

    urlpatterns.append(path("y/problems/<int:pk>/topic", topic_views.topic, name="problem_to_topic"))

if PROBLEM_TO_DUTY:
    from gongjian.oversight.handovers import duty_views

    urlpatterns.append(path("y/problems/<int:pk>/duty", duty_views.duty, name="problem_to_duty"))
