"""Runs the switch inside Kamailio's workers (KEMI), with nothing but the standard library and the machine."""
