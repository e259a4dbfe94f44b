# unusual: a script: a main guard, a docstring, sys.argv
# assignment: hw
# exercise: mean
#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""My module."""
import sys

__author__ = "me"


def mean(values):
    return sum(values) / len(values)


def main(argv=sys.argv):
    print("called as", argv[0], mean([1, 2, 3]))


if __name__ == "__main__":
    main()
