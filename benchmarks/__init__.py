"""What is measured, and against what: `./gongjian bench`.

Every figure is a ratio taken in one run on one machine, beside the milliseconds it came from; timings alone are noise.
"""
