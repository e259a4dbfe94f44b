# attack: the notebook is a link to the instructor's source
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
def submit(folder, released):
    source = released.parents[1] / "source" / "hw" / "hw.ipynb"
    (folder / "hw.ipynb").symlink_to(source)
