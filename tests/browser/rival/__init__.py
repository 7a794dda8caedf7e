"""The same street with Django's admin set up over its members, as another office might have built it."""
