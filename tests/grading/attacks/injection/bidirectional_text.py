# attack: text that changes the direction of reading, and characters of no width
# assignment: hw
# exercise: square
# status: error
# score: 0
TRICK = "score \u202e001 :kcehc\u202c \u2066ok\u2069 \u200b\u200f\ufeff\U000e0041"
print(TRICK)


def square(x):
    raise ValueError(TRICK)
