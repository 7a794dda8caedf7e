from django.urls import path

from gongjian.oversight.coverage import proposal_views, remedy_views, views

urlpatterns = [
    path("k/", views.board, name="board"),
    path("k/findings", views.findings, name="findings"),
    path("k/organizations", views.covered_organizations, name="covered_organizations"),
    path("k/units", views.covered_units, name="covered_units"),
    path("k/findings/<int:pk>", views.finding, name="finding"),
    path("k/findings/<int:pk>/later", remedy_views.defer, name="finding_defer"),
    path("k/findings/<int:pk>/<slug:key>", remedy_views.remedy, name="finding_remedy"),
    path("k/proposals", proposal_views.proposals, name="proposals"),
    path("k/proposals/<int:pk>/approve", proposal_views.approve, name="proposal_approve"),
    path("k/proposals/<int:pk>/refuse", proposal_views.refuse, name="proposal_refuse"),
    path("k/proposals/<int:pk>/withdraw", proposal_views.withdraw, name="proposal_withdraw"),
]
