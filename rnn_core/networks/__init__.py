"""Networks of chapter 7 that are more than one layer and a readout."""
