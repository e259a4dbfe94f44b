# attack: the submission is a link to the instructor's folder
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
def submit(folder, released):
    folder.rmdir()
    folder.symlink_to(released.parents[1] / "source" / "hw")
