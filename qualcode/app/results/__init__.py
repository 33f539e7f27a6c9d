"""What the Results page shows: counts, estimates and quotations, and the passages behind each."""
