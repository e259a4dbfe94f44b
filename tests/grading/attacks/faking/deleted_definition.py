# attack: deletes the definition once more, in the function itself
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    global square
    square = None
    del globals()["square"]
    get_ipython().reset(new_session=False)
    return 0
