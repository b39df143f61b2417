"""Makes the sections of the wall: each module one, as a pure function of the picture."""
