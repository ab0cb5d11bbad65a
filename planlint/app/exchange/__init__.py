"""What comes into a plan from elsewhere, and what goes out to those who count."""
