"""Lists of records: a register declares columns, filters and orders; pages, sheets and bulk acts come from that."""

from gongjian.foundation.pages.lists.declaring import Act, Cell, Column, Drawn, Filter, Order, Table
from gongjian.foundation.pages.lists.selecting import Selection, UnreadFilter, selection_from
from gongjian.foundation.pages.lists.serving import list_page
from gongjian.foundation.pages.lists.views import View, provide_views

__all__ = [
    "Act",
    "Cell",
    "Column",
    "Drawn",
    "Filter",
    "Order",
    "Selection",
    "Table",
    "UnreadFilter",
    "View",
    "list_page",
    "provide_views",
    "selection_from",
]
