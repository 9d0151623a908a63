"""What lets a request in: tokens, who stands behind them, and for whom they act."""
