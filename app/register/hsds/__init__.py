"""The open interface: what the public networks of the register offer, by the Human Services Data Specification.

HSDS 3.2 (openreferral.org) with a profile of our own: what it has no field for stands in fields that begin
with ``x_``. It only reads.
"""
