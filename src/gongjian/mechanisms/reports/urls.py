from django.urls import path

from gongjian.mechanisms.reports import outside_views, paper_views, review_views, setting_views, views

urlpatterns = [
    path("r/", views.reports, name="reports"),
    path("r/new", views.new, name="report_new"),
    path("r/owed", review_views.owed, name="reports_owed"),
    path("r/urge", review_views.urge, name="reports_urge"),
    path("r/<int:pk>", views.report, name="report"),
    path("r/<int:pk>/write", views.write, name="report_write"),
    path("r/<int:pk>/texts", views.texts, name="report_texts"),
    path("r/<int:pk>/recount", views.recount, name="report_recount"),
    path("r/<int:pk>/send", views.send, name="report_send"),
    path("r/<int:pk>/take-back", views.take_back, name="report_take_back"),
    path("r/<int:pk>/review", review_views.review, name="report_review"),
    path("r/<int:pk>/members", review_views.members, name="report_members"),
    path("r/<int:pk>/print", paper_views.printed, name="report_print"),
    path("r/<int:pk>/word", paper_views.word, name="report_word"),
    path("r/<int:pk>/sheet", paper_views.sheet, name="report_sheet"),
    path("r/templates/", setting_views.templates, name="report_templates"),
    path("r/templates/new", setting_views.template_new, name="report_template_new"),
    path("r/templates/<int:pk>", setting_views.template_edit, name="report_template"),
    path("r/templates/<int:pk>/away", setting_views.template_away, name="report_template_away"),
    path("r/forms/", outside_views.forms, name="outside_forms"),
    path("r/forms/new", outside_views.form_new, name="outside_form_new"),
    path("r/forms/<int:pk>", outside_views.outside_form, name="outside_form"),
    path("r/forms/<int:pk>/issue", outside_views.issue, name="outside_form_issue"),
    path("r/forms/<int:pk>/stop", outside_views.form_stop, name="outside_form_stop"),
    path("r/forms/<int:pk>/<int:number>", outside_views.issued, name="outside_form_issued"),
]
