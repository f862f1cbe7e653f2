"""Measurements: one module for each figure of `./nguontin bench NAME`, `soak_<name>` for `./nguontin soak NAME`."""
