"""PL6: does somebody answer for everything, and is it somebody who can?"""
