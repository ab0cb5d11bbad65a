"""PL3: does everything serve the level above, and is every level carried by the one below?"""
