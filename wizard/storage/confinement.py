"""What a program that reads hostile input does to itself first: little memory, little time, no file, no child."""

import sys


def confine_self(memory: int, seconds: int) -> None:
    """Bound this program's own memory (bytes) and processor time for good; it can neither write files nor start others.

    What goes beyond ends the program or fails, without a dialog and without a dump of its memory.

    Raises:
        OSError: the system does not do it.

    """
    if sys.platform == "win32":
        _confine_on_windows(memory, seconds)
    else:
        _confine_on_posix(memory, seconds)


def _confine_on_posix(memory: int, seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    # The dump of a program's memory would hold the plan.
    bounds = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0}
    for name, bound in bounds.items():
        kind = getattr(resource, name)
        _, most = resource.getrlimit(kind)
        mine = bound if most == resource.RLIM_INFINITY else min(bound, most)
        resource.setrlimit(kind, (mine, mine))


def _confine_on_windows(memory: int, seconds: int) -> None:
    if sys.platform != "win32":
        return
    import ctypes  # noqa: PLC0415 - needed on Windows only

    from wizard.storage.windows_job import make_limits  # noqa: PLC0415 - as above

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX and SEM_NOOPENFILEERRORBOX: nobody is there to press a button.
    kernel.SetErrorMode(0x8003)
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = make_limits(memory, seconds)
    # 9: JobObjectExtendedLimitInformation.
    is_set = kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))
    # The handle stays open as long as the program runs, and the job with it.
    if not is_set or not kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())):
        raise ctypes.WinError(ctypes.get_last_error())
