"""PL9: are the waivers and the configuration still true?"""
