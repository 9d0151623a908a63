"""What reads a file of customers. Knows no database and no network: it runs in the child."""
