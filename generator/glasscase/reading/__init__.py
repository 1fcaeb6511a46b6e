"""Files to records: what a file says, where it says it, and what is wrong with it."""
