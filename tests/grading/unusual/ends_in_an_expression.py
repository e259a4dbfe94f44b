# unusual: shows values: display(), a bare expression, a semicolon, an object's HTML
# assignment: hw
# exercise: square
class Shown:
    def _repr_html_(self):
        return "<b>shown</b>"

    def __repr__(self):
        return "shown " * 1000


def square(x):
    display(x, Shown())
    return x * x


from IPython.display import HTML, Markdown, clear_output

display(Markdown("# done"), HTML("<i>done</i>"))
clear_output()
square(3);
{"a": Shown(), "b": np.eye(3), "c": square}
