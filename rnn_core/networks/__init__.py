"""Networks put together from the course's layers, and what they are fed with."""
