"""How many sockets this process may have open at once."""

import sys


def allow_handles(wanted: int, spare: int) -> int:
    """Raise this process's own limit on open files for so many sockets and a spare, as far as the system lets it.

    Returns how many of the sockets may be open at once: at least one.
    """
    if sys.platform == "win32":
        return wanted
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + spare
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, soft - spare))
