# attack: reads kernel logs, keyrings, counters and everything in /proc and /sys
# assignment: hw
# exercise: square
# status: ok
# score: 2
import ctypes
import glob
import os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(1 << 16)
print(libc.klogctl(3, buffer, len(buffer)))
for path in glob.glob("/proc/*") + glob.glob("/proc/1/*") + glob.glob("/proc/sys/*/*"):
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        print(path, os.read(descriptor, 300))
        os.close(descriptor)
    except OSError:
        pass


def square(x):
    return x * x
