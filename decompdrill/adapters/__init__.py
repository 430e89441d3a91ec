"""decompdrill inside other frameworks, each an extra of the installation."""
