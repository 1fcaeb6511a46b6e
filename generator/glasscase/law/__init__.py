"""Duties as data: who owes what, where it is answered, and when it is due."""
