"""What a plan means: items, the plan, periods, effective values, progress."""
