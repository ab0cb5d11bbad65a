"""PL2: does every reference lead somewhere?"""
