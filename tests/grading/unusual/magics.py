# unusual: line magics before, between and after the code
# assignment: hw
# exercise: square
%matplotlib inline
%load_ext autoreload
%autoreload 2


def square(x):
    return x * x


%time square(12)
%timeit -n 3 -r 2 square(12)
result = %time square(5)
assert result == 25
%config InlineBackend.figure_format = "retina"
%who
