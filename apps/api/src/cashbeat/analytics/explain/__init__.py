"""What contributed to a change of a figure between two ranges."""
