# attack: objects with every rich representation there is, all hostile
# assignment: hw
# exercise: square
# status: ok
# score: 2
class Rich:
    def __repr__(self):
        return "<script>alert('repr')</script>"

    def _repr_html_(self):
        return "<script>alert('html')</script>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        script = "<script>alert('bundle')</script>"
        kinds = ["text/html", "image/svg+xml", "application/javascript", "text/latex"]
        return {kind: script for kind in [*kinds, "text/plain", "text/markdown"]}

    _repr_svg_ = _repr_markdown_ = _repr_javascript_ = _repr_latex_ = _repr_html_


def square(x):
    return x * x


display(Rich())
Rich()
