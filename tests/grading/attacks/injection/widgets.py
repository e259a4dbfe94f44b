# attack: widget views, module addresses and custom MIME types
# assignment: hw
# exercise: square
# status: ok
# score: 2
view = {"version_major": 2, "version_minor": 0, "model_id": "<script>alert(1)</script>"}
display({"application/vnd.jupyter.widget-view+json": view}, raw=True)
display({"application/vnd.jupyter.es6-rich-output": "https://evil.invalid/x.js"}, raw=True)
display({"application/vnd.bokehjs_exec.v0+json": "", "text/html": "<script>"}, raw=True)
display({"<script>alert(1)</script>": "x", "text/plain": "plain"}, raw=True)


def square(x):
    return x * x
