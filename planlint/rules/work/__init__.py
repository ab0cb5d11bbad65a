"""Rules on the commits of a range, and the items of the plan that their messages name."""
