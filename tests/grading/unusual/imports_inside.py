# unusual: imports inside the function, under other names
# assignment: hw
# exercise: mean
def mean(values):
    import statistics as s
    from operator import truediv as divide

    assert s.fmean(values) is not None
    return divide(sum(values), len(values))
