"""Help beside the work: pages about every part of the window, every check, and the playbooks for the piece on the desk."""
