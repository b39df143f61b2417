"""SIP that no honest telephone sends."""

import secrets
import socket

HOST = "127.0.0.9"


def ask(address: tuple[str, int], method: str, to: str, *more: str, call_id: str = "", user: str = "x") -> int:
    """Send one request from a stranger's port and return the status of the first final reply."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind((HOST, 0))
        stranger.settimeout(5)
        host, port = stranger.getsockname()
        lines = [
            f"{method} sip:{to.partition('@')[0]}@{address[0]}:{address[1]} SIP/2.0",
            f"Via: SIP/2.0/UDP {host}:{port};branch=z9hG4bK{secrets.token_hex(6)}",
            f"From: <sip:{user}@{host}>;tag={secrets.token_hex(4)}",
            f"To: <sip:{to.partition(';')[0]}@{address[0]}>{''.join(to.partition(';')[1:])}",
            f"Call-ID: {call_id or secrets.token_hex(8)}",
            f"CSeq: 9 {method}",
            f"Contact: <sip:{user}@{host}:{port}>",
            "Max-Forwards: 70",
            *more,
            "Content-Length: 0",
        ]
        stranger.sendto(("\r\n".join(lines) + "\r\n\r\n").encode(), address)
        while (status := int(stranger.recv(8192).split()[1])) < 200:
            pass
        return status
