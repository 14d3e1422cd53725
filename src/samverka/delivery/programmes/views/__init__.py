"""Setting up and changing a programme: the way in, its pages, and the parts it is made of."""
