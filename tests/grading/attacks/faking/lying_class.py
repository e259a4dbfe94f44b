# attack: the required class is a function, and its attributes lie
# assignment: hw
# exercise: account
# status: error
# score: 0
def Account(balance):
    raise ValueError("no account here")
