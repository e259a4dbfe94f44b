# attack: an asynchronous function
# assignment: hw
# exercise: square
# status: bad_return
# score: 0
async def square(x):
    return x * x
