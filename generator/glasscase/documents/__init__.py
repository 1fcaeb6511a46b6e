"""Documents that duties ask for, made from the same records as the pages."""
