"""Everything from one command: start, watch and stop the processes of one Cashbeat."""
