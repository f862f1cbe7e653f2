"""Units, people, their roles and what each may see."""
