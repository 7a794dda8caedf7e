from __future__ import annotations

from django.urls import path

from gongjian.entry.desk import correcting, downloading, finishing, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/templates/<slug:kind>", downloading.template, name="desk_template"),
    path("desk/<int:pk>/", views.batch, name="desk_batch"),
    path("desk/<int:pk>/progress", views.progress, name="desk_progress"),
    path("desk/<int:pk>/fix", correcting.fix, name="desk_fix"),
    path("desk/<int:pk>/take-back", correcting.take_back, name="desk_take_back"),
    path("desk/<int:pk>/tables/<int:table>/cells", correcting.edit_cells, name="desk_cells"),
    path("desk/<int:pk>/tables/<int:table>/columns", correcting.columns, name="desk_columns"),
    path("desk/<int:pk>/tables/<int:table>/forget", correcting.forget, name="desk_forget"),
    path("desk/<int:pk>/leave-out", correcting.leave_out, name="desk_leave_out"),
    path("desk/<int:pk>/import", finishing.start, name="desk_import"),
    path("desk/<int:pk>/check", finishing.check_again, name="desk_check"),
    path("desk/<int:pk>/go-on", finishing.go_on, name="desk_go_on"),
    path("desk/<int:pk>/discard", finishing.discard, name="desk_discard"),
    path("desk/<int:pk>/undo", finishing.undo, name="desk_undo"),
    path("desk/<int:pk>/marked/<int:file>", downloading.marked, name="desk_marked"),
    path("desk/<int:pk>/skipped", downloading.skipped, name="desk_skipped"),
]
