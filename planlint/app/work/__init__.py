"""What work is for: the commits that name items of the plan, and what is asked of them."""
