"""A door: the language server protocol, for editors; what it answers comes from `app.editor`."""
