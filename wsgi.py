"""What gunicorn and ``flask --app wsgi`` start."""

from app import create_app
from config import Config

app = create_app(Config.from_env())
