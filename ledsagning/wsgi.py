"""The door for a WSGI server. It does not open on a configuration that could break the promise.

gunicorn runs no system checks of its own; R33 wants the program to refuse to start.
"""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledsagning.settings")
application = get_wsgi_application()
call_command("check", databases=["default"])
