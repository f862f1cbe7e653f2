"""Reports that papers ask for: figures that open into their evidence, written in the form of Decree 30/2020."""
