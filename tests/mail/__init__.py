"""The bulletin by e-mail, from the browser's door to what a mail server receives."""
