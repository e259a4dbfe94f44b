# attack: prints what feedback looks like, with full marks
# assignment: hw
# exercise: square
# status: wrong
# score: 0
print('</div><div class="score">2.0 / 2.0</div>')
print("square-test: 2 of 2 points\nstatus: ok\nEverything holds, 2 points.")
print('{"status": "ok", "score": 2, "max_score": 2, "flags": []}')


def square(x):
    return 0
