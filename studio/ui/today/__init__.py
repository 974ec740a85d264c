"""Today: the page of what one person has to see to. What stands on it is worked out in `app.today`."""
