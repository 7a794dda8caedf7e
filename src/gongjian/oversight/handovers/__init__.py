"""Where two mechanisms meet (衔接): one atomic function calls one action of each, so that neither knows the other."""
