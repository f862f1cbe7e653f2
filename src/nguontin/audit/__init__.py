"""Who did what when: append-only rows, sealed into a hash chain. Ids and field names only, never anybody's words."""
