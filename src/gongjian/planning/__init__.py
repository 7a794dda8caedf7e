"""Planning (规划): pure algorithms that propose what an office then decides."""
