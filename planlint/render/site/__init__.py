"""The plan as pages for everybody: the report values of the other views, as HTML without a network."""
