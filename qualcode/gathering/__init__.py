"""What is asked of a study: one look at the file, the rules, and the values that follow."""
