"""What the first page shows: the study, how far it is, and what comes next."""
