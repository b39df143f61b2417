"""Shows long lists page by page."""


def page_count(rows: int, rows_per_page: int) -> int:
    """Return how many pages there are; an empty list has one."""
    return max(1, -(-rows // rows_per_page))
