"""What differs between two plans: facts, no judgements."""
