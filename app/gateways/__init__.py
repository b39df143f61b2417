"""Talks to other systems: Kamailio, rtpengine's files, ffmpeg, espeak-ng, the storage. Nothing else does."""
