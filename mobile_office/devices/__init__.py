"""What the laptop is given from outside: files that are checked and cleaned before anything is kept of them."""
