"""The arguments of each command; what they make it do is imported only when it runs."""
