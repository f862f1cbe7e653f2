"""The commands behind `./nguontin`."""
