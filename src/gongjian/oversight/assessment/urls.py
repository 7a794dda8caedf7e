from django.urls import path

from gongjian.oversight.assessment import result_views, setting_views, views

urlpatterns = [
    path("e/", views.schemes, name="assessment"),
    path("e/new", setting_views.new_scheme, name="assessment_new"),
    path("e/<int:pk>", views.scheme, name="assessment_scheme"),
    path("e/<int:pk>/edit", setting_views.edit_scheme, name="assessment_edit"),
    path("e/<int:pk>/copy", setting_views.copy, name="assessment_copy"),
    path("e/<int:pk>/try", setting_views.try_scheme, name="assessment_try"),
    path("e/<int:pk>/take", setting_views.take, name="assessment_take"),
    path("e/<int:pk>/adopt", setting_views.adopt, name="assessment_adopt"),
    path("e/<int:pk>/publish", setting_views.publish, name="assessment_publish"),
    path("e/<int:pk>/indicators/new", setting_views.new_indicator, name="assessment_indicator_new"),
    path("e/indicators/<int:pk>", setting_views.edit_indicator, name="assessment_indicator"),
    path("e/indicators/<int:pk>/drop", setting_views.drop_indicator, name="assessment_indicator_drop"),
    path("e/results", views.results, name="assessment_results"),
    path("e/results/<int:pk>", views.result, name="assessment_result"),
    path("e/results/<int:pk>/confirm", result_views.confirm, name="assessment_confirm"),
    path("e/results/<int:pk>/judge/<int:indicator>", result_views.judge, name="assessment_judge"),
    path("e/results/<int:pk>/adjust", result_views.adjust, name="assessment_adjust"),
    path("e/results/<int:pk>/appeal", result_views.new_appeal, name="assessment_appeal_new"),
    path("e/adjustments/<int:pk>/drop", result_views.drop_adjustment, name="assessment_adjustment_drop"),
    path("e/appeals", views.appeals, name="assessment_appeals"),
    path("e/appeals/<int:pk>", result_views.appeal, name="assessment_appeal"),
    path("e/papers/<int:pk>", result_views.paper, name="assessment_paper"),
]
