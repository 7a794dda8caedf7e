from django.urls import path

from gongjian.registers.members import transfer_views, views

urlpatterns = [
    path("m/", views.members, name="members"),
    path("m/left/", views.former_members, name="former_members"),
    path("m/new", views.new, name="member_new"),
    path("m/bulk", views.bulk, name="members_bulk"),
    path("m/bulk/<int:batch>/undo", views.bulk_undo, name="members_bulk_undo"),
    path("m/send", transfer_views.send, name="members_send"),
    path("m/<int:pk>", views.member, name="member"),
    path("m/<int:pk>/edit", views.edit, name="member_edit"),
    path("m/<int:pk>/number", views.number, name="member_number"),
    path("m/<int:pk>/leave", views.leave, name="member_leave"),
    path("m/<int:pk>/take-back", views.take_back, name="member_take_back"),
    path("m/transfers/", transfer_views.transfers, name="transfers"),
    path("m/transfers/withdraw/<int:moment>", transfer_views.withdraw_all, name="transfers_withdraw"),
    path("m/transfers/accept", transfer_views.accept, name="transfers_accept"),
    path("m/transfers/<int:pk>/return", transfer_views.send_back, name="transfer_return"),
    path("m/transfers/<int:pk>/withdraw", transfer_views.withdraw, name="transfer_withdraw"),
    path("m/transfers/<int:pk>/receipt", transfer_views.receipt, name="transfer_receipt"),
]
