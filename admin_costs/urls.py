"""Addresses of effort, figures and the comparison."""

urlpatterns: list = []
