"""What comes from elsewhere into a plan: tables and issues to items, and items to the texts of plan files."""
