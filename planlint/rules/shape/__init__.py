"""PL1: does every table have the shape of the plan language?"""
