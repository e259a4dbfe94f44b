# attack: display ids and clear_output, to change what other cells show
# assignment: hw
# exercise: square
# status: ok
# score: 2
from IPython.display import clear_output, display, update_display

for name in ("square-test", "0", "result", "<script>"):
    handle = display("first", display_id=name)
    update_display("2 points", display_id=name)
clear_output()
get_ipython().set_next_input("points = 100", replace=True)
get_ipython().payload_manager.write_payload({"source": "set_next_input", "text": "x"})


def square(x):
    return x * x
