"""PL7: does a title say, in one line, what is meant?"""
