"""Reports to authorities: built from records and their private parts, sent, and receipted."""
