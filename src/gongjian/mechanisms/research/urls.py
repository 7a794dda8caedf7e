from django.urls import path

from gongjian.mechanisms.research import note_views, problem_views, report_views, views

urlpatterns = [
    path("y/", views.studies, name="studies"),
    path("y/new", views.new, name="study_new"),
    path("y/<int:pk>", views.study, name="study"),
    path("y/<int:pk>/edit", views.edit, name="study_edit"),
    path("y/<int:pk>/plan", views.plan, name="study_plan"),
    path("y/<int:pk>/step", views.step, name="study_step"),
    path("y/<int:pk>/stop", views.stop, name="study_stop"),
    path("y/<int:pk>/finish", views.finish, name="study_finish"),
    path("y/<int:pk>/reopen", views.reopen, name="study_reopen"),
    path("y/<int:pk>/changed", views.consequence, name="study_consequence"),
    path("y/<int:pk>/notes", note_views.notes, name="study_notes"),
    path("y/<int:pk>/act", note_views.act, name="study_act"),
    path("y/notes/<int:pk>", note_views.note, name="study_note"),
    path("y/<int:pk>/report", report_views.written, name="study_report"),
    path("y/<int:pk>/texts", report_views.texts, name="study_texts"),
    path("y/<int:pk>/print", report_views.printed, name="study_print"),
    path("y/<int:pk>/word", report_views.word, name="study_word"),
    path("y/problems/", problem_views.problems, name="problems"),
    path("y/problems/<int:pk>", problem_views.problem, name="problem"),
    path("y/problems/<int:pk>/edit", problem_views.edit, name="problem_edit"),
    path("y/problems/<int:pk>/reopen", problem_views.reopen, name="problem_reopen"),
]
