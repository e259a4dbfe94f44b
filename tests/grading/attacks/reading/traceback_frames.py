# attack: raises and catches, then climbs from the traceback's frame to its callers
# assignment: hw
# exercise: fibonacci
# status: wrong
# score: 0
def fibonacci(n):
    try:
        raise RuntimeError
    except RuntimeError as error:
        frame = error.__traceback__.tb_frame
    while frame.f_back:
        frame = frame.f_back
        for value in frame.f_locals.values():
            if type(value) is list and len(value) == 7:
                return value[n]
    return -1
