"""What may be done with a company's settings. Each change publishes the directory anew; the route commits."""
