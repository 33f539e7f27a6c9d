"""What is measured: the blind sample, frequencies, the model's errors, and anchoring."""
