"""Addresses of bookings and escorts, by audience. A person's address carries a random id, never a number."""

urlpatterns: list = []
