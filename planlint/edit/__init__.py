"""The texts of plan files as they would be after fixes, recorded values or a rename; pure, nothing is written here."""
