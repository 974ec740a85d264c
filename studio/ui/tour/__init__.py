"""The guided tour: a small card beside the part it speaks of. The rest is dimmed, and nothing is in the way of typing."""
