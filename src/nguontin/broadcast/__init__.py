"""What airs where and when: stations, slots, outlets; the immutable broadcast; one occurrence per outlet and time."""
