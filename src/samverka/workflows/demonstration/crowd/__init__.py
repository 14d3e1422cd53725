"""The bulk around the hand-made story: units, staff, activities and who came, drawn by lot."""
