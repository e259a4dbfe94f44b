# attack: the submission is a file
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
def submit(folder, released):
    folder.rmdir()
    folder.write_text("here it is")
