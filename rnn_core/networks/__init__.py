"""Models of chapter 7, built from the exercises; `rnn_core.training` trains them."""
