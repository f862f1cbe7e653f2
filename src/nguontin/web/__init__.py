"""The site: addresses, layout, shared templates, and pages that compose several rooms (Today)."""
