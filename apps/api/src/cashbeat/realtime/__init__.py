"""The live feed: Redis and MongoDB in, Socket.IO and plain WebSockets out."""
