"""Creates the application for gunicorn and ``flask --app wsgi``."""

import os

from app import create_app
from config import Config

os.umask(0o077)  # for all parts, as they are started from here: what they write is for their own user alone

app = create_app(Config.from_env())
