# attack: replaces its process by another program
# assignment: hw
# exercise: square
# status: error|process_limit
# score: 0
import os


def square(x):
    os.execv("/bin/sh", ["sh", "-c", "sleep 30"])
