# attack: as many megabytes beside the notebook as a submission may have
# assignment: hw
# kind: folder
# status: ok
# score: 21
import os

from attack_course import answered, write


def submit(folder, released):
    write(folder, answered(released))
    for number in range(49):
        (folder / f"data{number}.bin").write_bytes(os.urandom(2**20 - 4096))
