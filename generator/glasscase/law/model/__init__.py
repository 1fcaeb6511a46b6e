"""What a law file holds, as data: regimes, their terms and duties, conditions, deadlines.

A regime is one file. It says nothing in Python: who is in scope is a condition on fields of the
provider's and the model's records, and what answers a duty is the name of a field.
"""
