"""Rules that watch the figures, the alerts that they raise, and what people do about them."""
