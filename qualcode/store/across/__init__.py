"""Questions over several tables at once, in as few statements as they take."""
