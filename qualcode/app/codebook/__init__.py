"""The parts of the Codebook page, each of them one view of the codebook."""
