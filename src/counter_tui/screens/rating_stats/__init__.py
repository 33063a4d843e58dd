"""What customers said of a month: its figures by division, the visits behind them, the best clerk."""
