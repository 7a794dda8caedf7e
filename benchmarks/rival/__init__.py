"""The same roster as others would keep it: one model, its history by a history library, Django's admin for pages."""
