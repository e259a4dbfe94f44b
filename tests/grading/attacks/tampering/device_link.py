# attack: the notebook is a link to an endless device
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
def submit(folder, released):
    (folder / "hw.ipynb").symlink_to("/dev/zero")
