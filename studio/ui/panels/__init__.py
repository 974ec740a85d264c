"""What stands around the texts: the top bar, the library, the inspector's tabs, the gate line and the notices."""
