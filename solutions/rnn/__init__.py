"""Solutions of the unit rnn: the plain recurrent network and what training needs."""
