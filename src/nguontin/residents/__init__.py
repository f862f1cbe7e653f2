"""Residents: public pages, questions and answers, consent and identity apart from the case."""
