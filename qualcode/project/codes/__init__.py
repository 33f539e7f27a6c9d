"""The codebook: its edits and versions, what they would do, and where its codes stand."""
