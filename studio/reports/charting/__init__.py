"""What `studio.reports.charts` draws with: the data, the scale, the marks, the ground, and one file for each form."""
