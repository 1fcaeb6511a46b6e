"""Pages that say which duties ask for what, and where it is answered."""
