# attack: starts programs in every way there is
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import subprocess
import sys

tries = [
    lambda: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"]),
    lambda: subprocess.run("sleep 30 &", shell=True, timeout=1),
    lambda: os.system("sleep 30 &"),
    lambda: os.popen("sleep 30"),
    lambda: os.posix_spawn("/bin/sleep", ["sleep", "30"], {}),
    lambda: os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "30"),
    lambda: get_ipython().system("sleep 30 &"),
]
for attempt in tries:
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__)


def square(x):
    return x * x
