"""The only place that talks to other systems: Kamailio, rtpengine's files, ffmpeg, espeak-ng, the storage."""
