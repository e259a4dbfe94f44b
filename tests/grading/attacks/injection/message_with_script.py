# attack: exception classes and messages made of markup
# assignment: hw
# exercise: square
# status: error
# score: 0
kind = type("</pre><script>alert(1)</script>", (Exception,), {})


def square(x):
    raise kind("<script>alert('@MARK@')</script><img src=x onerror=alert(1)>")
