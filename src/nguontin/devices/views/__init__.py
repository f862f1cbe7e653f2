"""Views of the devices room: pages for technicians, and what loudspeakers ask by HTTP."""
