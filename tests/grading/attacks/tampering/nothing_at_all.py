# attack: an empty folder
# assignment: hw
# kind: folder
# status: not_run
# score: 0
def submit(folder, released):
    pass
