"""Pages by audience: participant and booking, coordinator, escort, case officer."""
