"""What each audience may see: pure functions of the meeting, the contract with every display."""
