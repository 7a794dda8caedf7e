"""The demo street: invented people, units and places, made the same way every time."""
