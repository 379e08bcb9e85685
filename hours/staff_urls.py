"""Addresses of the staff pages about hours: coordinator, escort, case officer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
