"""PL5: is everything dated, and do the dates agree with the day and with each other?"""
