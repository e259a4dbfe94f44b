# attack: displays HTML, JavaScript, an IFrame and Markdown
# assignment: hw
# exercise: square
# status: ok
# score: 2
from IPython.display import HTML, SVG, IFrame, Javascript, Latex, Markdown

display(HTML("<script>alert('@MARK@')</script><img src=x onerror=alert(1)>"))
display(Javascript("alert('@MARK@')"))
display(IFrame("https://evil.invalid/?@MARK@", 100, 100))
display(Markdown("<script>alert(1)</script> [x](javascript:alert(1))"))
display(Latex("$$\\href{javascript:alert(1)}{x}$$"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>"))


def square(x):
    return x * x
