"""PL0: can the files be read at all?"""
