# attack: comments, names of functions and docstrings made of markup
# assignment: hw
# exercise: square
# status: ok
# score: 2
# </code></pre><script>alert('@MARK@')</script>
def square(x):
    """<script>alert(1)</script> [x](javascript:alert(1)) <b onclick=alert(2)>."""
    return x * x


square.__name__ = "<script>alert(3)</script>"
square.__qualname__ = "\x1b[31m<script>"
