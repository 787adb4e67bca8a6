"""What checks measured: values with their origin and age, as a plan keeps them."""
