"""Networks larger than one layer, a module for each family of tasks."""
