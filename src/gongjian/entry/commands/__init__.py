"""What `./gongjian COMMAND` does: one module a command, with `add_arguments(parser)` and `run(options) -> exit code`."""
