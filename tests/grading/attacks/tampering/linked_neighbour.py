# attack: a link to another student's submission, and a hard link to the secret
# assignment: hw
# kind: folder
# status: bad_file_type
# score: 0
from attack_course import answered, write


def submit(folder, released):
    course = released.parents[1]
    write(folder, answered(released))
    (folder / "theirs").symlink_to(course / "submitted" / "zoe" / "hw")
    (folder / "secret.txt").symlink_to(course / "SECRET_KEY.txt")
