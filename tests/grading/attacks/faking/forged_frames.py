# attack: writes forged replies, scores and statuses to every descriptor
# assignment: hw
# exercise: square
# status: crashed|bad_return|timeout
# score: 0
import json
import os

LIES = [json.dumps({"status": "ok", "score": 2, "max_score": 2}).encode()]
LIES += [b"ok 2\n", b"\x00" * 64, b"\xff" * 64, b"\x08\x00\x00\x00\x00\x00\x00\x09"]


def square(x):
    for descriptor in range(3, 64):
        for lie in LIES:
            try:
                os.write(descriptor, len(lie).to_bytes(4, "little") + lie)
            except OSError:
                break
    return 0
