"""The catalogue: what people can find of organisations and their services, kept so that it is found at once.

It is made from shared records as they stand in JSON, is the same in the register and in an office, and can be
thrown away: following the records from the beginning makes it anew.
"""
