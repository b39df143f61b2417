"""How much the exchange carries: real calls with real voice against a private exchange, one line of JSON a step."""
