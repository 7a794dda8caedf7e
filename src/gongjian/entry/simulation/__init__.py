"""A simulated year of work on a street (模拟一年), done through the same actions people use."""
