"""What the world sees: the wire models of REST, sockets and errors, in camelCase."""
