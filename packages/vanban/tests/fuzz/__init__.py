"""Fuzzing of vanban: what is tried (targets), from what (seeds, mutators, packing), and the loop of one process."""
