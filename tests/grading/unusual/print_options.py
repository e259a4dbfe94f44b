# unusual: changes print options, the locale, the decimal context, limits of digits
# assignment: hw
# exercise: mean
import decimal
import gc
import locale
import sys

np.set_printoptions(precision=1, suppress=True, legacy="1.25")
decimal.getcontext().prec = 2
sys.set_int_max_str_digits(640)
locale.setlocale(locale.LC_ALL, "C")
gc.disable()


def mean(values):
    return sum(values) / len(values)
