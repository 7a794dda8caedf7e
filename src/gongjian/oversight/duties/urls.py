from django.urls import path

from gongjian.oversight.duties import feed_views, setting_views, views

urlpatterns = [
    path("d/", views.duties, name="duties"),
    path("d/periods", views.periods, name="duty_periods"),
    path("d/periods/<int:pk>", views.period, name="duty_period"),
    path("d/periods/excuse", setting_views.excuse_several, name="duty_excuse_several"),
    path("d/begin/<int:organization>/<slug:key>", views.begin, name="duty_begin"),
    path("d/start", setting_views.start, name="duty_start"),
    path("d/rules", setting_views.rules, name="duty_rules"),
    path("d/rules/new", setting_views.new_duty, name="duty_new"),
    path("d/rules/<slug:key>/edit", setting_views.edit_duty, name="duty_edit"),
    path("d/rules/<slug:key>/stop", setting_views.stop_duty, name="duty_stop"),
    path("d/exemptions", views.exemptions, name="duty_exemptions"),
    path("d/exemptions/new", setting_views.excuse, name="duty_excuse"),
    path("d/exemptions/<int:pk>", setting_views.exemption, name="duty_exemption"),
    path("d/exemptions/<int:pk>/end", setting_views.end_exemption, name="duty_exemption_end"),
    path("d/holidays", setting_views.holidays, name="duty_holidays"),
    path("d/holidays/<int:pk>/drop", setting_views.drop_holiday, name="duty_holiday_drop"),
    path("d/feeds", feed_views.feeds, name="duty_feeds"),
    path("d/feeds/<int:pk>/revoke", feed_views.revoke, name="duty_feed_revoke"),
    path("feeds/<slug:token>.ics", feed_views.feed, name="duty_feed"),
]
